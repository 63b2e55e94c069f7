-- Rows of somebody's week that hold nothing yet, SQLite. Those without a week stand in every one: favourites.
CREATE TABLE WeekRows (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    WeekStartsOn TEXT NULL,
    ActivityId INTEGER NOT NULL REFERENCES Activities (Id),
    SubActivityId INTEGER NULL REFERENCES Activities (Id),
    DomainId INTEGER NULL REFERENCES Domains (Id),
    ApplicationId INTEGER NULL REFERENCES Applications (Id),
    ProjectId INTEGER NULL REFERENCES Projects (Id),
    MemberId INTEGER NULL REFERENCES Members (Id)
) STRICT;
CREATE INDEX IX_WeekRows_AgentId ON WeekRows (AgentId, WeekStartsOn);
