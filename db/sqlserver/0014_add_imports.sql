-- Imports of files, SQL Server: the file, what its check has found, and where lines came from.

-- Kind is time-entries, tickets or key-figures; State one of ImportState. Run counts the checks: what an older one still writes is refused.
-- CheckedRevision is the revision of the referentials that lines were checked against. ActiveAt is the last sign of life of the work under way.
CREATE TABLE Imports (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Imports PRIMARY KEY,
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FileName NVARCHAR(260) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FileBytes BIGINT NOT NULL,
    FileDigest NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    IsUtf8 BIT NOT NULL,
    State NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Run INT NOT NULL,
    MappingJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    Message NVARCHAR(2000) COLLATE Latin1_General_100_BIN2 NULL,
    RowsRead INT NOT NULL,
    RowsAccepted INT NOT NULL,
    RowsRefused INT NOT NULL,
    PercentDone INT NOT NULL,
    CheckedRevision BIGINT NULL,
    ActiveAt DATETIME2(3) NOT NULL,
    CreatedAt DATETIME2(3) NOT NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_Imports_CreatedByUserId FOREIGN KEY REFERENCES Users (Id),
    CommittedAt DATETIME2(3) NULL,
    CommittedByUserId BIGINT NULL CONSTRAINT FK_Imports_CommittedByUserId FOREIGN KEY REFERENCES Users (Id),
    UndoneAt DATETIME2(3) NULL,
    UndoneByUserId BIGINT NULL CONSTRAINT FK_Imports_UndoneByUserId FOREIGN KEY REFERENCES Users (Id)
);
CREATE INDEX IX_Imports_State ON Imports (State, Id);
CREATE INDEX IX_Imports_FileDigest ON Imports (FileDigest);

CREATE TABLE ImportChunks (
    ImportId BIGINT NOT NULL CONSTRAINT FK_ImportChunks_ImportId FOREIGN KEY REFERENCES Imports (Id),
    Number INT NOT NULL,
    Content VARBINARY(MAX) NOT NULL,
    CONSTRAINT PK_ImportChunks PRIMARY KEY (ImportId, Number)
);

-- What is wrong with a line, by field.
CREATE TABLE ImportProblems (
    ImportId BIGINT NOT NULL CONSTRAINT FK_ImportProblems_ImportId FOREIGN KEY REFERENCES Imports (Id),
    RowNumber INT NOT NULL,
    Field NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Text NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Message NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT PK_ImportProblems PRIMARY KEY (ImportId, RowNumber, Field)
);

-- Spellings that no row of a referential answers to, and the row that somebody has chosen for them.
CREATE TABLE ImportSpellings (
    ImportId BIGINT NOT NULL CONSTRAINT FK_ImportSpellings_ImportId FOREIGN KEY REFERENCES Imports (Id),
    Referential NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FoldedText NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Text NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    LineCount INT NOT NULL,
    ChosenCode NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT PK_ImportSpellings PRIMARY KEY (ImportId, Referential, FoldedText)
);

-- Which column was what, the last time that a file had these headings.
CREATE TABLE ImportMappings (
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    HeadingsDigest NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MappingJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    UsedAt DATETIME2(3) NOT NULL,
    CONSTRAINT PK_ImportMappings PRIMARY KEY (Kind, HeadingsDigest)
);

-- Checked lines that wait for the one transaction that writes them; no foreign keys, they are checked there.
CREATE TABLE StagedTimeEntries (
    ImportId BIGINT NOT NULL,
    RowNumber INT NOT NULL,
    AgentId BIGINT NOT NULL,
    TeamId BIGINT NOT NULL,
    WorkedOn DATE NOT NULL,
    QuantityMicros BIGINT NOT NULL,
    Unit NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Minutes BIGINT NOT NULL,
    MicroDays BIGINT NOT NULL,
    ActivityId BIGINT NOT NULL,
    SubActivityId BIGINT NULL,
    DomainId BIGINT NULL,
    ApplicationId BIGINT NULL,
    ProjectId BIGINT NULL,
    MemberId BIGINT NULL,
    TicketId BIGINT NULL,
    Source NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Note NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    DayMinutes INT NOT NULL,
    CONSTRAINT PK_StagedTimeEntries PRIMARY KEY (ImportId, RowNumber)
);

ALTER TABLE TimeEntries ADD ImportId BIGINT NULL CONSTRAINT FK_TimeEntries_ImportId FOREIGN KEY REFERENCES Imports (Id);
ALTER TABLE TimeEntries ADD ImportRow INT NULL;
GO
CREATE INDEX IX_TimeEntries_ImportId ON TimeEntries (ImportId, ImportRow);

CREATE TABLE StagedTickets (
    ImportId BIGINT NOT NULL,
    RowNumber INT NOT NULL,
    Title NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Description NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    MemberId BIGINT NOT NULL,
    RequesterName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    RequesterUserId BIGINT NULL,
    Channel NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Type NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Urgency INT NOT NULL,
    Impact INT NOT NULL,
    Priority INT NOT NULL,
    Status NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ApplicationId BIGINT NULL,
    DomainId BIGINT NULL,
    AssignedAgentId BIGINT NULL,
    AssignedTeamId BIGINT NULL,
    AgentName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    OpenedAt DATETIME2(3) NOT NULL,
    OpenedOn DATE NOT NULL,
    TakenInChargeAt DATETIME2(3) NULL,
    TakenInChargeOn DATE NULL,
    ResolvedAt DATETIME2(3) NULL,
    ResolvedOn DATE NULL,
    ClosedAt DATETIME2(3) NULL,
    ClosedOn DATE NULL,
    Solution NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    SearchText NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT PK_StagedTickets PRIMARY KEY (ImportId, RowNumber)
);

ALTER TABLE Tickets ADD ImportId BIGINT NULL CONSTRAINT FK_Tickets_ImportId FOREIGN KEY REFERENCES Imports (Id);
ALTER TABLE Tickets ADD ImportRow INT NULL;
GO
CREATE INDEX IX_Tickets_ImportId ON Tickets (ImportId, ImportRow);

-- RequestJson sets the value; BeforeJson and AfterJson are the value before the import, blank where there was none, and as it has written it.
CREATE TABLE StagedKeyFigureValues (
    ImportId BIGINT NOT NULL,
    RowNumber INT NOT NULL,
    KeyFigureId BIGINT NOT NULL,
    Period INT NOT NULL,
    RequestJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    BeforeJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    AfterJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT PK_StagedKeyFigureValues PRIMARY KEY (ImportId, RowNumber)
);
