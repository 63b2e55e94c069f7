-- Corrections of approved time that its author asks for, SQLite.
CREATE TABLE TimeCorrections (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    TimesheetId INTEGER NOT NULL REFERENCES Timesheets (Id),
    WorkedOn TEXT NOT NULL,
    Wanted TEXT NOT NULL,
    Reason TEXT NOT NULL,
    State TEXT NOT NULL,
    AskedAt TEXT NOT NULL,
    AskedByUserId INTEGER NULL REFERENCES Users (Id),
    DecidedAt TEXT NULL,
    DecidedByUserId INTEGER NULL REFERENCES Users (Id),
    Answer TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_TimeCorrections_TimesheetId ON TimeCorrections (TimesheetId, Id);
CREATE INDEX IX_TimeCorrections_State ON TimeCorrections (State, Id);
