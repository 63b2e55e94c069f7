-- Tables that people define from the parts of the built-in ones, SQLite.

-- Visibility is private, shared or report; Code is the id of the table in addresses.
CREATE TABLE ReportTables (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Title TEXT NOT NULL,
    Section TEXT NOT NULL,
    DefinitionJson TEXT NOT NULL,
    Visibility TEXT NOT NULL,
    OwnerUserId INTEGER NULL REFERENCES Users (Id),
    ChangedAt TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_ReportTables_Code ON ReportTables (Code);
CREATE INDEX IX_ReportTables_OwnerUserId ON ReportTables (OwnerUserId);
