-- Corrections of approved time that its author asks for, SQL Server.
CREATE TABLE TimeCorrections (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TimeCorrections PRIMARY KEY,
    TimesheetId BIGINT NOT NULL CONSTRAINT FK_TimeCorrections_TimesheetId FOREIGN KEY REFERENCES Timesheets (Id),
    WorkedOn DATE NOT NULL,
    Wanted NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    State NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    AskedAt DATETIME2(3) NOT NULL,
    AskedByUserId BIGINT NULL CONSTRAINT FK_TimeCorrections_AskedByUserId FOREIGN KEY REFERENCES Users (Id),
    DecidedAt DATETIME2(3) NULL,
    DecidedByUserId BIGINT NULL CONSTRAINT FK_TimeCorrections_DecidedByUserId FOREIGN KEY REFERENCES Users (Id),
    Answer NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    Version BIGINT NOT NULL
);
CREATE INDEX IX_TimeCorrections_TimesheetId ON TimeCorrections (TimesheetId, Id);
CREATE INDEX IX_TimeCorrections_State ON TimeCorrections (State, Id);
