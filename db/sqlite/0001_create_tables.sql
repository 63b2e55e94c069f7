-- Every table of the product, SQLite. The SQL Server twin carries the same number and name; a test compares them column by column.
-- Endings tell the kind: …On a plain date (Europe/Paris), …At an instant (UTC), Is… a flag, …Minutes and …MicroDays whole amounts.

-- Referentials ------------------------------------------------------------------------------------------------------------

CREATE TABLE ReferentialRevisions (
    Id INTEGER NOT NULL PRIMARY KEY,
    Revision INTEGER NOT NULL
) STRICT;
INSERT INTO ReferentialRevisions (Id, Revision) VALUES (1, 1);

CREATE TABLE Departments (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    ParentId INTEGER NULL REFERENCES Departments (Id),
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Departments_Code ON Departments (Code);

CREATE TABLE Teams (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    DepartmentId INTEGER NOT NULL REFERENCES Departments (Id),
    FullTimeHundredths INTEGER NOT NULL,
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Teams_Code ON Teams (Code);

CREATE TABLE Members (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    Kind TEXT NOT NULL,
    ParentId INTEGER NULL REFERENCES Members (Id),
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Members_Code ON Members (Code);

CREATE TABLE Sites (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    Address TEXT NULL,
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Sites_Code ON Sites (Code);
CREATE INDEX IX_Sites_MemberId ON Sites (MemberId);

CREATE TABLE Agents (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Agents_Code ON Agents (Code);

CREATE TABLE AgentPostings (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    StartsOn TEXT NOT NULL,
    TeamId INTEGER NOT NULL REFERENCES Teams (Id),
    DayMinutes INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_AgentPostings_AgentId_StartsOn ON AgentPostings (AgentId, StartsOn);

CREATE TABLE Domains (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    Kind TEXT NOT NULL,
    ParentId INTEGER NULL REFERENCES Domains (Id),
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Domains_Code ON Domains (Code);

CREATE TABLE Activities (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    DepartmentId INTEGER NOT NULL REFERENCES Departments (Id),
    ParentId INTEGER NULL REFERENCES Activities (Id),
    DomainRule TEXT NOT NULL,
    DomainKind TEXT NULL,
    ApplicationRule TEXT NOT NULL,
    ProjectRule TEXT NOT NULL,
    MemberRule TEXT NOT NULL,
    IsForEveryTeam INTEGER NOT NULL,
    SortOrder INTEGER NOT NULL,
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Activities_Code ON Activities (Code);

CREATE TABLE Applications (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    DomainId INTEGER NULL REFERENCES Domains (Id),
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Applications_Code ON Applications (Code);

CREATE TABLE Projects (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    DomainId INTEGER NULL REFERENCES Domains (Id),
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Projects_Code ON Projects (Code);

CREATE TABLE TrainingCategories (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    SubActivityId INTEGER NOT NULL REFERENCES Activities (Id),
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_TrainingCategories_Code ON TrainingCategories (Code);

CREATE TABLE KeyFigures (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    GroupName TEXT NOT NULL,
    Unit TEXT NOT NULL,
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_KeyFigures_Code ON KeyFigures (Code);

-- Period is a year (2017) or a month (201703); ValueMicros is the value in millionths of the figure's unit.
CREATE TABLE KeyFigureValues (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    KeyFigureId INTEGER NOT NULL REFERENCES KeyFigures (Id),
    Period INTEGER NOT NULL,
    ValueMicros INTEGER NOT NULL,
    Note TEXT NULL
) STRICT;
CREATE UNIQUE INDEX UX_KeyFigureValues_KeyFigureId_Period ON KeyFigureValues (KeyFigureId, Period);

-- TargetId is a row of the referential named; rows of referentials are closed, never deleted, so no alias can dangle.
CREATE TABLE Aliases (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Referential TEXT NOT NULL,
    TargetId INTEGER NOT NULL,
    Label TEXT NOT NULL,
    FoldedLabel TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Aliases_Referential_FoldedLabel_TargetId ON Aliases (Referential, FoldedLabel, TargetId);

-- Identity ----------------------------------------------------------------------------------------------------------------

CREATE TABLE Users (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Login TEXT NOT NULL,
    FoldedLogin TEXT NOT NULL,
    DisplayName TEXT NOT NULL,
    PasswordHash TEXT NOT NULL,
    Role TEXT NOT NULL,
    MemberId INTEGER NULL REFERENCES Members (Id),
    AgentId INTEGER NULL REFERENCES Agents (Id),
    IsPasswordTemporary INTEGER NOT NULL,
    IsDisabled INTEGER NOT NULL,
    FailedSignIns INTEGER NOT NULL,
    LockedUntilAt TEXT NULL,
    SecurityStamp TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Users_FoldedLogin ON Users (FoldedLogin);

CREATE TABLE ApiTokens (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    Name TEXT NOT NULL,
    TokenHash TEXT NOT NULL,
    CreatedAt TEXT NOT NULL,
    RevokedAt TEXT NULL
) STRICT;
CREATE UNIQUE INDEX UX_ApiTokens_TokenHash ON ApiTokens (TokenHash);
CREATE INDEX IX_ApiTokens_UserId ON ApiTokens (UserId);

CREATE TABLE DataProtectionKeys (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Name TEXT NOT NULL,
    Xml TEXT NOT NULL
) STRICT;

-- UserId is 0 for requests sent before sign-in; SealedAnswer holds the request's digest and its answer, encrypted.
CREATE TABLE IdempotencyKeys (
    UserId INTEGER NOT NULL,
    RequestKey TEXT NOT NULL,
    SealedAnswer TEXT NOT NULL,
    CreatedAt TEXT NOT NULL,
    CONSTRAINT PK_IdempotencyKeys PRIMARY KEY (UserId, RequestKey)
) STRICT;
CREATE INDEX IX_IdempotencyKeys_CreatedAt ON IdempotencyKeys (CreatedAt);

CREATE TABLE AuditEntries (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    At TEXT NOT NULL,
    UserId INTEGER NULL REFERENCES Users (Id),
    Subject TEXT NOT NULL,
    SubjectId INTEGER NOT NULL,
    Action TEXT NOT NULL,
    BeforeJson TEXT NULL,
    AfterJson TEXT NULL
) STRICT;
CREATE INDEX IX_AuditEntries_Subject_SubjectId ON AuditEntries (Subject, SubjectId, Id);

-- Tickets, interventions, hotline, training -------------------------------------------------------------------------------

CREATE TABLE Tickets (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Title TEXT NOT NULL,
    Description TEXT NULL,
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    RequesterName TEXT NULL,
    RequesterUserId INTEGER NULL REFERENCES Users (Id),
    Channel TEXT NOT NULL,
    Type TEXT NOT NULL,
    Urgency INTEGER NOT NULL,
    Impact INTEGER NOT NULL,
    Priority INTEGER NOT NULL,
    Status TEXT NOT NULL,
    ApplicationId INTEGER NULL REFERENCES Applications (Id),
    DomainId INTEGER NULL REFERENCES Domains (Id),
    AssignedAgentId INTEGER NULL REFERENCES Agents (Id),
    AssignedTeamId INTEGER NULL REFERENCES Teams (Id),
    OpenedAt TEXT NOT NULL,
    OpenedOn TEXT NOT NULL,
    TakenInChargeAt TEXT NULL,
    TakenInChargeOn TEXT NULL,
    PlannedOn TEXT NULL,
    ResolvedAt TEXT NULL,
    ResolvedOn TEXT NULL,
    ClosedAt TEXT NULL,
    ClosedOn TEXT NULL,
    Solution TEXT NULL,
    SearchText TEXT NOT NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id),
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_Tickets_Status ON Tickets (Status, Id);
CREATE INDEX IX_Tickets_MemberId ON Tickets (MemberId, Id);
CREATE INDEX IX_Tickets_RequesterUserId ON Tickets (RequesterUserId, Id);
CREATE INDEX IX_Tickets_OpenedOn ON Tickets (OpenedOn, MemberId);
CREATE INDEX IX_Tickets_TakenInChargeOn ON Tickets (TakenInChargeOn);
CREATE INDEX IX_Tickets_ResolvedOn ON Tickets (ResolvedOn);
CREATE INDEX IX_Tickets_ClosedOn ON Tickets (ClosedOn);

CREATE TABLE TicketEvents (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    At TEXT NOT NULL,
    UserId INTEGER NULL REFERENCES Users (Id),
    Kind TEXT NOT NULL,
    FromStatus TEXT NULL,
    ToStatus TEXT NULL,
    Text TEXT NULL,
    IsPrivate INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_TicketEvents_TicketId ON TicketEvents (TicketId, Id);

-- QuantityMicros is the quantity as entered, in millionths of Unit ('d', 'h' or 'min').
CREATE TABLE Interventions (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Kind TEXT NOT NULL,
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    SiteId INTEGER NULL REFERENCES Sites (Id),
    WorkedOn TEXT NOT NULL,
    StartedAt TEXT NULL,
    EndedAt TEXT NULL,
    QuantityMicros INTEGER NOT NULL,
    Unit TEXT NOT NULL,
    TravelMinutes INTEGER NOT NULL,
    Summary TEXT NOT NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id),
    CreatedAt TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_Interventions_WorkedOn ON Interventions (WorkedOn, Id);
CREATE INDEX IX_Interventions_MemberId ON Interventions (MemberId, WorkedOn, Id);

CREATE TABLE InterventionAgents (
    InterventionId INTEGER NOT NULL REFERENCES Interventions (Id),
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    CONSTRAINT PK_InterventionAgents PRIMARY KEY (InterventionId, AgentId)
) STRICT;
CREATE INDEX IX_InterventionAgents_AgentId ON InterventionAgents (AgentId);

CREATE TABLE InterventionTickets (
    InterventionId INTEGER NOT NULL REFERENCES Interventions (Id),
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    CONSTRAINT PK_InterventionTickets PRIMARY KEY (InterventionId, TicketId)
) STRICT;
CREATE INDEX IX_InterventionTickets_TicketId ON InterventionTickets (TicketId);

CREATE TABLE HotlineShifts (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    WorkedOn TEXT NOT NULL,
    QuantityMicros INTEGER NOT NULL,
    Unit TEXT NOT NULL,
    Note TEXT NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id),
    CreatedAt TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_HotlineShifts_WorkedOn ON HotlineShifts (WorkedOn, Id);

-- SessionMicroDays is the length of the session, whoever leads it; trainers' own days are their ledger lines.
CREATE TABLE TrainingSessions (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CategoryId INTEGER NOT NULL REFERENCES TrainingCategories (Id),
    Title TEXT NOT NULL,
    ApplicationId INTEGER NULL REFERENCES Applications (Id),
    StartsOn TEXT NOT NULL,
    SessionMicroDays INTEGER NOT NULL,
    PreparationMicroDays INTEGER NOT NULL,
    PreparedOn TEXT NULL,
    ExternalTrainer TEXT NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id),
    CreatedAt TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_TrainingSessions_StartsOn ON TrainingSessions (StartsOn, Id);

CREATE TABLE TrainingSessionTrainers (
    TrainingSessionId INTEGER NOT NULL REFERENCES TrainingSessions (Id),
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    CONSTRAINT PK_TrainingSessionTrainers PRIMARY KEY (TrainingSessionId, AgentId)
) STRICT;

CREATE TABLE TrainingSessionAttendances (
    TrainingSessionId INTEGER NOT NULL REFERENCES TrainingSessions (Id),
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    People INTEGER NOT NULL,
    CONSTRAINT PK_TrainingSessionAttendances PRIMARY KEY (TrainingSessionId, MemberId)
) STRICT;
CREATE INDEX IX_TrainingSessionAttendances_MemberId ON TrainingSessionAttendances (MemberId);

-- The ledger --------------------------------------------------------------------------------------------------------------

CREATE TABLE TimeEntries (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    TeamId INTEGER NOT NULL REFERENCES Teams (Id),
    WorkedOn TEXT NOT NULL,
    QuantityMicros INTEGER NOT NULL,
    Unit TEXT NOT NULL,
    Minutes INTEGER NOT NULL,
    MicroDays INTEGER NOT NULL,
    ActivityId INTEGER NOT NULL REFERENCES Activities (Id),
    SubActivityId INTEGER NULL REFERENCES Activities (Id),
    DomainId INTEGER NULL REFERENCES Domains (Id),
    ApplicationId INTEGER NULL REFERENCES Applications (Id),
    ProjectId INTEGER NULL REFERENCES Projects (Id),
    MemberId INTEGER NULL REFERENCES Members (Id),
    TicketId INTEGER NULL REFERENCES Tickets (Id),
    InterventionId INTEGER NULL REFERENCES Interventions (Id),
    HotlineShiftId INTEGER NULL REFERENCES HotlineShifts (Id),
    TrainingSessionId INTEGER NULL REFERENCES TrainingSessions (Id),
    Source TEXT NOT NULL,
    Note TEXT NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id),
    CreatedAt TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_TimeEntries_WorkedOn ON TimeEntries (WorkedOn, Id);
CREATE INDEX IX_TimeEntries_AgentId ON TimeEntries (AgentId, WorkedOn, Id);
CREATE INDEX IX_TimeEntries_MemberId ON TimeEntries (MemberId, WorkedOn, Id);
CREATE INDEX IX_TimeEntries_ActivityId ON TimeEntries (ActivityId, WorkedOn, Id);
CREATE INDEX IX_TimeEntries_DomainId ON TimeEntries (DomainId, WorkedOn, Id);
CREATE INDEX IX_TimeEntries_ApplicationId ON TimeEntries (ApplicationId, WorkedOn, Id);
CREATE INDEX IX_TimeEntries_ProjectId ON TimeEntries (ProjectId, WorkedOn, Id);
CREATE INDEX IX_TimeEntries_TicketId ON TimeEntries (TicketId);
CREATE INDEX IX_TimeEntries_InterventionId ON TimeEntries (InterventionId);
CREATE INDEX IX_TimeEntries_HotlineShiftId ON TimeEntries (HotlineShiftId);
CREATE INDEX IX_TimeEntries_TrainingSessionId ON TimeEntries (TrainingSessionId);

-- Roll-ups ----------------------------------------------------------------------------------------------------------------

-- One mark per write and day: a roll-up deletes exactly the marks it has read, so a write that commits meanwhile keeps its own.
CREATE TABLE DirtyDays (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Fact TEXT NOT NULL,
    Day TEXT NOT NULL,
    MarkedAt TEXT NOT NULL
) STRICT;

-- A single row, updated first by every roll-up: two roll-ups never work at the same time, on either engine.
CREATE TABLE RollupState (
    Id INTEGER NOT NULL PRIMARY KEY,
    LastRunAt TEXT NULL,
    LastDurationMilliseconds INTEGER NOT NULL,
    LastDayCount INTEGER NOT NULL,
    LastVerifiedAt TEXT NULL,
    LastDriftCount INTEGER NOT NULL,
    Revision INTEGER NOT NULL
) STRICT;
INSERT INTO RollupState (Id, LastRunAt, LastDurationMilliseconds, LastDayCount, LastVerifiedAt, LastDriftCount, Revision)
VALUES (1, NULL, 0, 0, NULL, 0, 0);

CREATE TABLE ReportWorkByDay (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Day TEXT NOT NULL,
    AgentId INTEGER NOT NULL,
    TeamId INTEGER NOT NULL,
    ActivityId INTEGER NOT NULL,
    SubActivityId INTEGER NULL,
    DomainId INTEGER NULL,
    ApplicationId INTEGER NULL,
    ProjectId INTEGER NULL,
    MemberId INTEGER NULL,
    Source TEXT NOT NULL,
    EntryCount INTEGER NOT NULL,
    Minutes INTEGER NOT NULL,
    MicroDays INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_ReportWorkByDay_Day ON ReportWorkByDay (Day);

-- YearMonth is year × 100 + month: 201703.
CREATE TABLE ReportWorkByMonth (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    YearMonth INTEGER NOT NULL,
    AgentId INTEGER NOT NULL,
    TeamId INTEGER NOT NULL,
    ActivityId INTEGER NOT NULL,
    SubActivityId INTEGER NULL,
    DomainId INTEGER NULL,
    ApplicationId INTEGER NULL,
    ProjectId INTEGER NULL,
    MemberId INTEGER NULL,
    Source TEXT NOT NULL,
    EntryCount INTEGER NOT NULL,
    Minutes INTEGER NOT NULL,
    MicroDays INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_ReportWorkByMonth_YearMonth ON ReportWorkByMonth (YearMonth, ActivityId);

CREATE TABLE ReportTicketsByMonth (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    YearMonth INTEGER NOT NULL,
    MemberId INTEGER NOT NULL,
    Channel TEXT NOT NULL,
    Type TEXT NOT NULL,
    Priority INTEGER NOT NULL,
    DomainId INTEGER NULL,
    ApplicationId INTEGER NULL,
    AgentId INTEGER NULL,
    TeamId INTEGER NULL,
    Opened INTEGER NOT NULL,
    TakenInCharge INTEGER NOT NULL,
    Resolved INTEGER NOT NULL,
    Closed INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_ReportTicketsByMonth_YearMonth ON ReportTicketsByMonth (YearMonth, MemberId);

CREATE TABLE ReportVisitsByMonth (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    YearMonth INTEGER NOT NULL,
    MemberId INTEGER NOT NULL,
    SiteId INTEGER NULL,
    Kind TEXT NOT NULL,
    Visits INTEGER NOT NULL,
    TravelMinutes INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_ReportVisitsByMonth_YearMonth ON ReportVisitsByMonth (YearMonth, MemberId);

CREATE TABLE ReportTrainingByMonth (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    YearMonth INTEGER NOT NULL,
    CategoryId INTEGER NOT NULL,
    ApplicationId INTEGER NULL,
    Sessions INTEGER NOT NULL,
    SessionMicroDays INTEGER NOT NULL,
    PreparationMicroDays INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_ReportTrainingByMonth_YearMonth ON ReportTrainingByMonth (YearMonth, CategoryId);

CREATE TABLE ReportAttendancesByMonth (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    YearMonth INTEGER NOT NULL,
    CategoryId INTEGER NOT NULL,
    ApplicationId INTEGER NULL,
    MemberId INTEGER NOT NULL,
    People INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_ReportAttendancesByMonth_YearMonth ON ReportAttendancesByMonth (YearMonth, MemberId);
