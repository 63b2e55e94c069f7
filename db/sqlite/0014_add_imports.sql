-- Imports of files, SQLite: the file, what its check has found, and where lines came from.

-- Kind is time-entries, tickets or key-figures; State one of ImportState. Run counts the checks: what an older one still writes is refused.
-- CheckedRevision is the revision of the referentials that lines were checked against. ActiveAt is the last sign of life of the work under way.
CREATE TABLE Imports (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Kind TEXT NOT NULL,
    FileName TEXT NOT NULL,
    FileBytes INTEGER NOT NULL,
    FileDigest TEXT NOT NULL,
    IsUtf8 INTEGER NOT NULL,
    State TEXT NOT NULL,
    Run INTEGER NOT NULL,
    MappingJson TEXT NULL,
    Message TEXT NULL,
    RowsRead INTEGER NOT NULL,
    RowsAccepted INTEGER NOT NULL,
    RowsRefused INTEGER NOT NULL,
    PercentDone INTEGER NOT NULL,
    CheckedRevision INTEGER NULL,
    ActiveAt TEXT NOT NULL,
    CreatedAt TEXT NOT NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id),
    CommittedAt TEXT NULL,
    CommittedByUserId INTEGER NULL REFERENCES Users (Id),
    UndoneAt TEXT NULL,
    UndoneByUserId INTEGER NULL REFERENCES Users (Id)
) STRICT;
CREATE INDEX IX_Imports_State ON Imports (State, Id);
CREATE INDEX IX_Imports_FileDigest ON Imports (FileDigest);

CREATE TABLE ImportChunks (
    ImportId INTEGER NOT NULL REFERENCES Imports (Id),
    Number INTEGER NOT NULL,
    Content BLOB NOT NULL,
    CONSTRAINT PK_ImportChunks PRIMARY KEY (ImportId, Number)
) STRICT;

-- What is wrong with a line, by field.
CREATE TABLE ImportProblems (
    ImportId INTEGER NOT NULL REFERENCES Imports (Id),
    RowNumber INTEGER NOT NULL,
    Field TEXT NOT NULL,
    Text TEXT NOT NULL,
    Message TEXT NOT NULL,
    CONSTRAINT PK_ImportProblems PRIMARY KEY (ImportId, RowNumber, Field)
) STRICT, WITHOUT ROWID;

-- Spellings that no row of a referential answers to, and the row that somebody has chosen for them.
CREATE TABLE ImportSpellings (
    ImportId INTEGER NOT NULL REFERENCES Imports (Id),
    Referential TEXT NOT NULL,
    FoldedText TEXT NOT NULL,
    Text TEXT NOT NULL,
    LineCount INTEGER NOT NULL,
    ChosenCode TEXT NULL,
    CONSTRAINT PK_ImportSpellings PRIMARY KEY (ImportId, Referential, FoldedText)
) STRICT, WITHOUT ROWID;

-- Which column was what, the last time that a file had these headings.
CREATE TABLE ImportMappings (
    Kind TEXT NOT NULL,
    HeadingsDigest TEXT NOT NULL,
    MappingJson TEXT NOT NULL,
    UsedAt TEXT NOT NULL,
    CONSTRAINT PK_ImportMappings PRIMARY KEY (Kind, HeadingsDigest)
) STRICT;

-- Checked lines that wait for the one transaction that writes them; no foreign keys, they are checked there.
CREATE TABLE StagedTimeEntries (
    ImportId INTEGER NOT NULL,
    RowNumber INTEGER NOT NULL,
    AgentId INTEGER NOT NULL,
    TeamId INTEGER NOT NULL,
    WorkedOn TEXT NOT NULL,
    QuantityMicros INTEGER NOT NULL,
    Unit TEXT NOT NULL,
    Minutes INTEGER NOT NULL,
    MicroDays INTEGER NOT NULL,
    ActivityId INTEGER NOT NULL,
    SubActivityId INTEGER NULL,
    DomainId INTEGER NULL,
    ApplicationId INTEGER NULL,
    ProjectId INTEGER NULL,
    MemberId INTEGER NULL,
    TicketId INTEGER NULL,
    Source TEXT NOT NULL,
    Note TEXT NULL,
    DayMinutes INTEGER NOT NULL,
    CONSTRAINT PK_StagedTimeEntries PRIMARY KEY (ImportId, RowNumber)
) STRICT, WITHOUT ROWID;

ALTER TABLE TimeEntries ADD COLUMN ImportId INTEGER NULL REFERENCES Imports (Id);
ALTER TABLE TimeEntries ADD COLUMN ImportRow INTEGER NULL;
CREATE INDEX IX_TimeEntries_ImportId ON TimeEntries (ImportId, ImportRow);

CREATE TABLE StagedTickets (
    ImportId INTEGER NOT NULL,
    RowNumber INTEGER NOT NULL,
    Title TEXT NOT NULL,
    Description TEXT NULL,
    MemberId INTEGER NOT NULL,
    RequesterName TEXT NULL,
    RequesterUserId INTEGER NULL,
    Channel TEXT NOT NULL,
    Type TEXT NOT NULL,
    Urgency INTEGER NOT NULL,
    Impact INTEGER NOT NULL,
    Priority INTEGER NOT NULL,
    Status TEXT NOT NULL,
    ApplicationId INTEGER NULL,
    DomainId INTEGER NULL,
    AssignedAgentId INTEGER NULL,
    AssignedTeamId INTEGER NULL,
    AgentName TEXT NULL,
    OpenedAt TEXT NOT NULL,
    OpenedOn TEXT NOT NULL,
    TakenInChargeAt TEXT NULL,
    TakenInChargeOn TEXT NULL,
    ResolvedAt TEXT NULL,
    ResolvedOn TEXT NULL,
    ClosedAt TEXT NULL,
    ClosedOn TEXT NULL,
    Solution TEXT NULL,
    SearchText TEXT NOT NULL,
    CONSTRAINT PK_StagedTickets PRIMARY KEY (ImportId, RowNumber)
) STRICT, WITHOUT ROWID;

ALTER TABLE Tickets ADD COLUMN ImportId INTEGER NULL REFERENCES Imports (Id);
ALTER TABLE Tickets ADD COLUMN ImportRow INTEGER NULL;
CREATE INDEX IX_Tickets_ImportId ON Tickets (ImportId, ImportRow);

-- RequestJson sets the value; BeforeJson and AfterJson are the value before the import, blank where there was none, and as it has written it.
CREATE TABLE StagedKeyFigureValues (
    ImportId INTEGER NOT NULL,
    RowNumber INTEGER NOT NULL,
    KeyFigureId INTEGER NOT NULL,
    Period INTEGER NOT NULL,
    RequestJson TEXT NOT NULL,
    BeforeJson TEXT NULL,
    AfterJson TEXT NULL,
    CONSTRAINT PK_StagedKeyFigureValues PRIMARY KEY (ImportId, RowNumber)
) STRICT, WITHOUT ROWID;
