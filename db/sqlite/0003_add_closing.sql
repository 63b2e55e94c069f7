-- Closed periods and published editions, SQLite. Period is a year (2017) or a month (201703).

-- A row per closing; ReopenedAt is blank while it holds.
CREATE TABLE ClosedPeriods (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Period INTEGER NOT NULL,
    FirstOn TEXT NOT NULL,
    LastOn TEXT NOT NULL,
    ClosedAt TEXT NOT NULL,
    ClosedByUserId INTEGER NULL REFERENCES Users (Id),
    ReopenedAt TEXT NULL,
    ReopenedByUserId INTEGER NULL REFERENCES Users (Id),
    ReopenReason TEXT NULL
) STRICT;
CREATE INDEX IX_ClosedPeriods_Period ON ClosedPeriods (Period);

-- Digest covers the digests of the lines and of the tables; ChecksJson is what the checks said at the closing.
CREATE TABLE Editions (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ClosedPeriodId INTEGER NOT NULL REFERENCES ClosedPeriods (Id),
    Period INTEGER NOT NULL,
    Number INTEGER NOT NULL,
    LineCount INTEGER NOT NULL,
    Digest TEXT NOT NULL,
    ChecksJson TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Editions_Period_Number ON Editions (Period, Number);

CREATE TABLE EditionLines (
    EditionId INTEGER NOT NULL REFERENCES Editions (Id),
    Period INTEGER NOT NULL,
    Fact TEXT NOT NULL,
    LineCount INTEGER NOT NULL,
    Digest TEXT NOT NULL,
    CONSTRAINT PK_EditionLines PRIMARY KEY (EditionId, Period, Fact)
) STRICT;

CREATE TABLE EditionTables (
    EditionId INTEGER NOT NULL REFERENCES Editions (Id),
    Code TEXT NOT NULL,
    SortOrder INTEGER NOT NULL,
    DefinitionJson TEXT NOT NULL,
    TableJson TEXT NOT NULL,
    Digest TEXT NOT NULL,
    CONSTRAINT PK_EditionTables PRIMARY KEY (EditionId, Code)
) STRICT;
