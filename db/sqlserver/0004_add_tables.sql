-- Tables that people define from the parts of the built-in ones, SQL Server.

-- Visibility is private, shared or report; Code is the id of the table in addresses.
CREATE TABLE ReportTables (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReportTables PRIMARY KEY,
    Code NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Title NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Section NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DefinitionJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Visibility NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    OwnerUserId BIGINT NULL CONSTRAINT FK_ReportTables_OwnerUserId FOREIGN KEY REFERENCES Users (Id),
    ChangedAt DATETIME2(3) NOT NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_ReportTables_Code ON ReportTables (Code);
CREATE INDEX IX_ReportTables_OwnerUserId ON ReportTables (OwnerUserId);
