-- People who come from files, until these are undone, SQLite.

-- PersonId is whom the row has become, once it is imported.
CREATE TABLE StagedPeople (
    ImportId INTEGER NOT NULL,
    RowNumber INTEGER NOT NULL,
    RequestJson TEXT NOT NULL,
    PersonId INTEGER NULL,
    CONSTRAINT PK_StagedPeople PRIMARY KEY (ImportId, RowNumber)
) STRICT, WITHOUT ROWID;
