-- Named templates of a week, SQLite.

-- NameKey is the name folded: an agent has one template of a name.
CREATE TABLE WeekTemplates (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    Name TEXT NOT NULL,
    NameKey TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_WeekTemplates_AgentId_NameKey ON WeekTemplates (AgentId, NameKey);

-- A row, or an amount in it: DayNumber counts from 0 on Monday, null with its amount for the row alone.
CREATE TABLE WeekTemplateLines (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    TemplateId INTEGER NOT NULL REFERENCES WeekTemplates (Id),
    ActivityId INTEGER NOT NULL REFERENCES Activities (Id),
    SubActivityId INTEGER NULL REFERENCES Activities (Id),
    DomainId INTEGER NULL REFERENCES Domains (Id),
    ApplicationId INTEGER NULL REFERENCES Applications (Id),
    ProjectId INTEGER NULL REFERENCES Projects (Id),
    MemberId INTEGER NULL REFERENCES Members (Id),
    DayNumber INTEGER NULL,
    QuantityMicros INTEGER NULL,
    Unit TEXT NULL
) STRICT;
CREATE INDEX IX_WeekTemplateLines_TemplateId ON WeekTemplateLines (TemplateId, Id);
