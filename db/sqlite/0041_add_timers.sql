-- What somebody is working on now, SQLite. One a person: the key says so.
CREATE TABLE Timers (
    AgentId INTEGER NOT NULL PRIMARY KEY REFERENCES Agents (Id),
    StartedAt TEXT NOT NULL,
    ActivityId INTEGER NOT NULL REFERENCES Activities (Id),
    SubActivityId INTEGER NULL REFERENCES Activities (Id),
    DomainId INTEGER NULL REFERENCES Domains (Id),
    ApplicationId INTEGER NULL REFERENCES Applications (Id),
    ProjectId INTEGER NULL REFERENCES Projects (Id),
    MemberId INTEGER NULL REFERENCES Members (Id),
    Note TEXT NULL
) STRICT;
