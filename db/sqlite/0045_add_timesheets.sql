-- Time submitted and approved by week or month, and days locked by date, SQLite.

-- A team without a row is as one whose managers approve by week.
CREATE TABLE TeamApprovals (
    TeamId INTEGER NOT NULL PRIMARY KEY REFERENCES Teams (Id),
    Cycle TEXT NOT NULL,
    Approver TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;

-- Period is a week (2026-W48) or a month (2026-11). One that was never submitted has no row.
CREATE TABLE Timesheets (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    TeamId INTEGER NOT NULL REFERENCES Teams (Id),
    Period TEXT NOT NULL,
    FirstOn TEXT NOT NULL,
    LastOn TEXT NOT NULL,
    State TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Timesheets_AgentId_Period ON Timesheets (AgentId, Period);
CREATE INDEX IX_Timesheets_AgentId_LastOn ON Timesheets (AgentId, LastOn);
CREATE INDEX IX_Timesheets_State_FirstOn ON Timesheets (State, FirstOn, Id);

CREATE TABLE TimesheetSteps (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    TimesheetId INTEGER NOT NULL REFERENCES Timesheets (Id),
    Kind TEXT NOT NULL,
    TakenAt TEXT NOT NULL,
    TakenByUserId INTEGER NULL REFERENCES Users (Id),
    Comment TEXT NULL
) STRICT;
CREATE INDEX IX_TimesheetSteps_TimesheetId ON TimesheetSteps (TimesheetId, Id);

-- What whoever sends a sheet back says of a day, or of one row of it.
CREATE TABLE TimesheetRemarks (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    StepId INTEGER NOT NULL REFERENCES TimesheetSteps (Id),
    NotedOn TEXT NOT NULL,
    RowKey TEXT NULL,
    Comment TEXT NULL
) STRICT;
CREATE INDEX IX_TimesheetRemarks_StepId ON TimesheetRemarks (StepId, Id);

-- Days up to LastOn, of a team or of everybody, locked once GraceDays have passed after it. EndedAt is blank while it is in force.
CREATE TABLE DayLocks (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    TeamId INTEGER NULL REFERENCES Teams (Id),
    LastOn TEXT NOT NULL,
    GraceDays INTEGER NOT NULL,
    LockedAt TEXT NOT NULL,
    LockedByUserId INTEGER NULL REFERENCES Users (Id),
    EndedAt TEXT NULL
) STRICT;
CREATE INDEX IX_DayLocks_LastOn ON DayLocks (LastOn);
