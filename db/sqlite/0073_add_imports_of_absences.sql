-- Absences and allowances that come from files, until these are undone, SQLite.

-- AbsenceId is what the row has become, once it is imported.
CREATE TABLE StagedAbsences (
    ImportId INTEGER NOT NULL,
    RowNumber INTEGER NOT NULL,
    RequestJson TEXT NOT NULL,
    AbsenceId INTEGER NULL,
    CONSTRAINT PK_StagedAbsences PRIMARY KEY (ImportId, RowNumber)
) STRICT, WITHOUT ROWID;

-- HalfDaysBefore is what was allowed before the import, null where nothing was.
CREATE TABLE StagedAllowances (
    ImportId INTEGER NOT NULL,
    RowNumber INTEGER NOT NULL,
    RequestJson TEXT NOT NULL,
    HalfDaysBefore INTEGER NULL,
    AllowanceId INTEGER NULL,
    VersionAfter INTEGER NULL,
    CONSTRAINT PK_StagedAllowances PRIMARY KEY (ImportId, RowNumber)
) STRICT, WITHOUT ROWID;
