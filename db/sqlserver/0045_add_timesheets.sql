-- Time submitted and approved by week or month, and days locked by date, SQL Server.

-- A team without a row is as one whose managers approve by week.
CREATE TABLE TeamApprovals (
    TeamId BIGINT NOT NULL CONSTRAINT PK_TeamApprovals PRIMARY KEY CONSTRAINT FK_TeamApprovals_TeamId FOREIGN KEY REFERENCES Teams (Id),
    Cycle NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Approver NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Version BIGINT NOT NULL
);

-- Period is a week (2026-W48) or a month (2026-11). One that was never submitted has no row.
CREATE TABLE Timesheets (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Timesheets PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_Timesheets_AgentId FOREIGN KEY REFERENCES Agents (Id),
    TeamId BIGINT NOT NULL CONSTRAINT FK_Timesheets_TeamId FOREIGN KEY REFERENCES Teams (Id),
    Period NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FirstOn DATE NOT NULL,
    LastOn DATE NOT NULL,
    State NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Version BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_Timesheets_AgentId_Period ON Timesheets (AgentId, Period);
CREATE INDEX IX_Timesheets_AgentId_LastOn ON Timesheets (AgentId, LastOn);
CREATE INDEX IX_Timesheets_State_FirstOn ON Timesheets (State, FirstOn, Id);

CREATE TABLE TimesheetSteps (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TimesheetSteps PRIMARY KEY,
    TimesheetId BIGINT NOT NULL CONSTRAINT FK_TimesheetSteps_TimesheetId FOREIGN KEY REFERENCES Timesheets (Id),
    Kind NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TakenAt DATETIME2(3) NOT NULL,
    TakenByUserId BIGINT NULL CONSTRAINT FK_TimesheetSteps_TakenByUserId FOREIGN KEY REFERENCES Users (Id),
    Comment NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE INDEX IX_TimesheetSteps_TimesheetId ON TimesheetSteps (TimesheetId, Id);

-- What whoever sends a sheet back says of a day, or of one row of it.
CREATE TABLE TimesheetRemarks (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TimesheetRemarks PRIMARY KEY,
    StepId BIGINT NOT NULL CONSTRAINT FK_TimesheetRemarks_StepId FOREIGN KEY REFERENCES TimesheetSteps (Id),
    NotedOn DATE NOT NULL,
    RowKey NVARCHAR(500) COLLATE Latin1_General_100_BIN2 NULL,
    Comment NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE INDEX IX_TimesheetRemarks_StepId ON TimesheetRemarks (StepId, Id);

-- Days up to LastOn, of a team or of everybody, locked once GraceDays have passed after it. EndedAt is blank while it is in force.
CREATE TABLE DayLocks (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_DayLocks PRIMARY KEY,
    TeamId BIGINT NULL CONSTRAINT FK_DayLocks_TeamId FOREIGN KEY REFERENCES Teams (Id),
    LastOn DATE NOT NULL,
    GraceDays INT NOT NULL,
    LockedAt DATETIME2(3) NOT NULL,
    LockedByUserId BIGINT NULL CONSTRAINT FK_DayLocks_LockedByUserId FOREIGN KEY REFERENCES Users (Id),
    EndedAt DATETIME2(3) NULL
);
CREATE INDEX IX_DayLocks_LastOn ON DayLocks (LastOn);
