-- People who come from files, until these are undone, SQL Server.

-- PersonId is whom the row has become, once it is imported.
CREATE TABLE StagedPeople (
    ImportId BIGINT NOT NULL,
    RowNumber INT NOT NULL,
    RequestJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PersonId BIGINT NULL,
    CONSTRAINT PK_StagedPeople PRIMARY KEY (ImportId, RowNumber)
);
