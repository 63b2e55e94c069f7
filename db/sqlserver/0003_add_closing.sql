-- Closed periods and published editions, SQL Server. Period is a year (2017) or a month (201703).

-- A row per closing; ReopenedAt is blank while it holds.
CREATE TABLE ClosedPeriods (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ClosedPeriods PRIMARY KEY,
    Period INT NOT NULL,
    FirstOn DATE NOT NULL,
    LastOn DATE NOT NULL,
    ClosedAt DATETIME2(3) NOT NULL,
    ClosedByUserId BIGINT NULL CONSTRAINT FK_ClosedPeriods_ClosedByUserId FOREIGN KEY REFERENCES Users (Id),
    ReopenedAt DATETIME2(3) NULL,
    ReopenedByUserId BIGINT NULL CONSTRAINT FK_ClosedPeriods_ReopenedByUserId FOREIGN KEY REFERENCES Users (Id),
    ReopenReason NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE INDEX IX_ClosedPeriods_Period ON ClosedPeriods (Period);

-- Digest covers the digests of the lines and of the tables; ChecksJson is what the checks said at the closing.
CREATE TABLE Editions (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Editions PRIMARY KEY,
    ClosedPeriodId BIGINT NOT NULL CONSTRAINT FK_Editions_ClosedPeriodId FOREIGN KEY REFERENCES ClosedPeriods (Id),
    Period INT NOT NULL,
    Number INT NOT NULL,
    LineCount BIGINT NOT NULL,
    Digest NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ChecksJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE UNIQUE INDEX UX_Editions_Period_Number ON Editions (Period, Number);

CREATE TABLE EditionLines (
    EditionId BIGINT NOT NULL CONSTRAINT FK_EditionLines_EditionId FOREIGN KEY REFERENCES Editions (Id),
    Period INT NOT NULL,
    Fact NVARCHAR(30) COLLATE Latin1_General_100_BIN2 NOT NULL,
    LineCount BIGINT NOT NULL,
    Digest NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT PK_EditionLines PRIMARY KEY (EditionId, Period, Fact)
);

CREATE TABLE EditionTables (
    EditionId BIGINT NOT NULL CONSTRAINT FK_EditionTables_EditionId FOREIGN KEY REFERENCES Editions (Id),
    Code NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SortOrder INT NOT NULL,
    DefinitionJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TableJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Digest NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT PK_EditionTables PRIMARY KEY (EditionId, Code)
);
