-- Absences and allowances that come from files, until these are undone, SQL Server.

-- AbsenceId is what the row has become, once it is imported.
CREATE TABLE StagedAbsences (
    ImportId BIGINT NOT NULL,
    RowNumber INT NOT NULL,
    RequestJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    AbsenceId BIGINT NULL,
    CONSTRAINT PK_StagedAbsences PRIMARY KEY (ImportId, RowNumber)
);

-- HalfDaysBefore is what was allowed before the import, null where nothing was.
CREATE TABLE StagedAllowances (
    ImportId BIGINT NOT NULL,
    RowNumber INT NOT NULL,
    RequestJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    HalfDaysBefore INT NULL,
    AllowanceId BIGINT NULL,
    VersionAfter BIGINT NULL,
    CONSTRAINT PK_StagedAllowances PRIMARY KEY (ImportId, RowNumber)
);
