-- Every table of the product, SQL Server. The SQLite twin carries the same number and name; a test compares them column by column.
-- Endings tell the kind: …On a plain date (Europe/Paris), …At an instant (UTC), Is… a flag, …Minutes and …MicroDays whole amounts.
-- Text is compared and sorted by its code points, as on SQLite, whatever the collation of the database.

-- Referentials ------------------------------------------------------------------------------------------------------------

CREATE TABLE ReferentialRevisions (
    Id BIGINT NOT NULL CONSTRAINT PK_ReferentialRevisions PRIMARY KEY,
    Revision BIGINT NOT NULL
);
INSERT INTO ReferentialRevisions (Id, Revision) VALUES (1, 1);

CREATE TABLE Departments (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Departments PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ParentId BIGINT NULL CONSTRAINT FK_Departments_ParentId FOREIGN KEY REFERENCES Departments (Id),
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Departments_Code ON Departments (Code);

CREATE TABLE Teams (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Teams PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DepartmentId BIGINT NOT NULL CONSTRAINT FK_Teams_DepartmentId FOREIGN KEY REFERENCES Departments (Id),
    FullTimeHundredths INT NOT NULL,
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Teams_Code ON Teams (Code);

CREATE TABLE Members (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Members PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ParentId BIGINT NULL CONSTRAINT FK_Members_ParentId FOREIGN KEY REFERENCES Members (Id),
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Members_Code ON Members (Code);

CREATE TABLE Sites (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Sites PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MemberId BIGINT NOT NULL CONSTRAINT FK_Sites_MemberId FOREIGN KEY REFERENCES Members (Id),
    Address NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NULL,
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Sites_Code ON Sites (Code);
CREATE INDEX IX_Sites_MemberId ON Sites (MemberId);

CREATE TABLE Agents (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Agents PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Agents_Code ON Agents (Code);

CREATE TABLE AgentPostings (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AgentPostings PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_AgentPostings_AgentId FOREIGN KEY REFERENCES Agents (Id),
    StartsOn DATE NOT NULL,
    TeamId BIGINT NOT NULL CONSTRAINT FK_AgentPostings_TeamId FOREIGN KEY REFERENCES Teams (Id),
    DayMinutes INT NOT NULL
);
CREATE UNIQUE INDEX UX_AgentPostings_AgentId_StartsOn ON AgentPostings (AgentId, StartsOn);

CREATE TABLE Domains (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Domains PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ParentId BIGINT NULL CONSTRAINT FK_Domains_ParentId FOREIGN KEY REFERENCES Domains (Id),
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Domains_Code ON Domains (Code);

CREATE TABLE Activities (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Activities PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DepartmentId BIGINT NOT NULL CONSTRAINT FK_Activities_DepartmentId FOREIGN KEY REFERENCES Departments (Id),
    ParentId BIGINT NULL CONSTRAINT FK_Activities_ParentId FOREIGN KEY REFERENCES Activities (Id),
    DomainRule NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DomainKind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL,
    ApplicationRule NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ProjectRule NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MemberRule NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    IsForEveryTeam BIT NOT NULL,
    SortOrder INT NOT NULL,
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Activities_Code ON Activities (Code);

CREATE TABLE Applications (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Applications PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DomainId BIGINT NULL CONSTRAINT FK_Applications_DomainId FOREIGN KEY REFERENCES Domains (Id),
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Applications_Code ON Applications (Code);

CREATE TABLE Projects (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Projects PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DomainId BIGINT NULL CONSTRAINT FK_Projects_DomainId FOREIGN KEY REFERENCES Domains (Id),
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Projects_Code ON Projects (Code);

CREATE TABLE TrainingCategories (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TrainingCategories PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SubActivityId BIGINT NOT NULL CONSTRAINT FK_TrainingCategories_SubActivityId FOREIGN KEY REFERENCES Activities (Id),
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_TrainingCategories_Code ON TrainingCategories (Code);

CREATE TABLE KeyFigures (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_KeyFigures PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    GroupName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Unit NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_KeyFigures_Code ON KeyFigures (Code);

-- Period is a year (2017) or a month (201703); ValueMicros is the value in millionths of the figure's unit.
CREATE TABLE KeyFigureValues (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_KeyFigureValues PRIMARY KEY,
    KeyFigureId BIGINT NOT NULL CONSTRAINT FK_KeyFigureValues_KeyFigureId FOREIGN KEY REFERENCES KeyFigures (Id),
    Period INT NOT NULL,
    ValueMicros BIGINT NOT NULL,
    Note NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE UNIQUE INDEX UX_KeyFigureValues_KeyFigureId_Period ON KeyFigureValues (KeyFigureId, Period);

-- TargetId is a row of the referential named; rows of referentials are closed, never deleted, so no alias can dangle.
CREATE TABLE Aliases (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Aliases PRIMARY KEY,
    Referential NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TargetId BIGINT NOT NULL,
    Label NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FoldedLabel NVARCHAR(800) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE UNIQUE INDEX UX_Aliases_Referential_FoldedLabel_TargetId ON Aliases (Referential, FoldedLabel, TargetId);

-- Identity ----------------------------------------------------------------------------------------------------------------

CREATE TABLE Users (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Users PRIMARY KEY,
    Login NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FoldedLogin NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DisplayName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PasswordHash NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Role NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MemberId BIGINT NULL CONSTRAINT FK_Users_MemberId FOREIGN KEY REFERENCES Members (Id),
    AgentId BIGINT NULL CONSTRAINT FK_Users_AgentId FOREIGN KEY REFERENCES Agents (Id),
    IsPasswordTemporary BIT NOT NULL,
    IsDisabled BIT NOT NULL,
    FailedSignIns INT NOT NULL,
    LockedUntilAt DATETIME2(3) NULL,
    SecurityStamp NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Users_FoldedLogin ON Users (FoldedLogin);

CREATE TABLE ApiTokens (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ApiTokens PRIMARY KEY,
    UserId BIGINT NOT NULL CONSTRAINT FK_ApiTokens_UserId FOREIGN KEY REFERENCES Users (Id),
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TokenHash NVARCHAR(88) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CreatedAt DATETIME2(3) NOT NULL,
    RevokedAt DATETIME2(3) NULL
);
CREATE UNIQUE INDEX UX_ApiTokens_TokenHash ON ApiTokens (TokenHash);
CREATE INDEX IX_ApiTokens_UserId ON ApiTokens (UserId);

CREATE TABLE DataProtectionKeys (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_DataProtectionKeys PRIMARY KEY,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Xml NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- UserId is 0 for requests sent before sign-in; SealedAnswer holds the request's digest and its answer, encrypted.
CREATE TABLE IdempotencyKeys (
    UserId BIGINT NOT NULL,
    RequestKey NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SealedAnswer NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CreatedAt DATETIME2(3) NOT NULL,
    CONSTRAINT PK_IdempotencyKeys PRIMARY KEY (UserId, RequestKey)
);
CREATE INDEX IX_IdempotencyKeys_CreatedAt ON IdempotencyKeys (CreatedAt);

CREATE TABLE AuditEntries (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AuditEntries PRIMARY KEY,
    At DATETIME2(3) NOT NULL,
    UserId BIGINT NULL CONSTRAINT FK_AuditEntries_UserId FOREIGN KEY REFERENCES Users (Id),
    Subject NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SubjectId BIGINT NOT NULL,
    Action NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    BeforeJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    AfterJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE INDEX IX_AuditEntries_Subject_SubjectId ON AuditEntries (Subject, SubjectId, Id);

-- Tickets, interventions, hotline, training -------------------------------------------------------------------------------

CREATE TABLE Tickets (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Tickets PRIMARY KEY,
    Title NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Description NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    MemberId BIGINT NOT NULL CONSTRAINT FK_Tickets_MemberId FOREIGN KEY REFERENCES Members (Id),
    RequesterName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    RequesterUserId BIGINT NULL CONSTRAINT FK_Tickets_RequesterUserId FOREIGN KEY REFERENCES Users (Id),
    Channel NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Type NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Urgency INT NOT NULL,
    Impact INT NOT NULL,
    Priority INT NOT NULL,
    Status NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ApplicationId BIGINT NULL CONSTRAINT FK_Tickets_ApplicationId FOREIGN KEY REFERENCES Applications (Id),
    DomainId BIGINT NULL CONSTRAINT FK_Tickets_DomainId FOREIGN KEY REFERENCES Domains (Id),
    AssignedAgentId BIGINT NULL CONSTRAINT FK_Tickets_AssignedAgentId FOREIGN KEY REFERENCES Agents (Id),
    AssignedTeamId BIGINT NULL CONSTRAINT FK_Tickets_AssignedTeamId FOREIGN KEY REFERENCES Teams (Id),
    OpenedAt DATETIME2(3) NOT NULL,
    OpenedOn DATE NOT NULL,
    TakenInChargeAt DATETIME2(3) NULL,
    TakenInChargeOn DATE NULL,
    PlannedOn DATE NULL,
    ResolvedAt DATETIME2(3) NULL,
    ResolvedOn DATE NULL,
    ClosedAt DATETIME2(3) NULL,
    ClosedOn DATE NULL,
    Solution NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    SearchText NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_Tickets_CreatedByUserId FOREIGN KEY REFERENCES Users (Id),
    Version INT NOT NULL
);
CREATE INDEX IX_Tickets_Status ON Tickets (Status, Id);
CREATE INDEX IX_Tickets_MemberId ON Tickets (MemberId, Id);
CREATE INDEX IX_Tickets_RequesterUserId ON Tickets (RequesterUserId, Id);
CREATE INDEX IX_Tickets_OpenedOn ON Tickets (OpenedOn, MemberId);
CREATE INDEX IX_Tickets_TakenInChargeOn ON Tickets (TakenInChargeOn);
CREATE INDEX IX_Tickets_ResolvedOn ON Tickets (ResolvedOn);
CREATE INDEX IX_Tickets_ClosedOn ON Tickets (ClosedOn);

CREATE TABLE TicketEvents (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TicketEvents PRIMARY KEY,
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketEvents_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    At DATETIME2(3) NOT NULL,
    UserId BIGINT NULL CONSTRAINT FK_TicketEvents_UserId FOREIGN KEY REFERENCES Users (Id),
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FromStatus NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL,
    ToStatus NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL,
    Text NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    IsPrivate BIT NOT NULL
);
CREATE INDEX IX_TicketEvents_TicketId ON TicketEvents (TicketId, Id);

-- QuantityMicros is the quantity as entered, in millionths of Unit ('d', 'h' or 'min').
CREATE TABLE Interventions (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Interventions PRIMARY KEY,
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MemberId BIGINT NOT NULL CONSTRAINT FK_Interventions_MemberId FOREIGN KEY REFERENCES Members (Id),
    SiteId BIGINT NULL CONSTRAINT FK_Interventions_SiteId FOREIGN KEY REFERENCES Sites (Id),
    WorkedOn DATE NOT NULL,
    StartedAt DATETIME2(3) NULL,
    EndedAt DATETIME2(3) NULL,
    QuantityMicros BIGINT NOT NULL,
    Unit NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TravelMinutes INT NOT NULL,
    Summary NVARCHAR(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_Interventions_CreatedByUserId FOREIGN KEY REFERENCES Users (Id),
    CreatedAt DATETIME2(3) NOT NULL,
    Version INT NOT NULL
);
CREATE INDEX IX_Interventions_WorkedOn ON Interventions (WorkedOn, Id);
CREATE INDEX IX_Interventions_MemberId ON Interventions (MemberId, WorkedOn, Id);

CREATE TABLE InterventionAgents (
    InterventionId BIGINT NOT NULL CONSTRAINT FK_InterventionAgents_InterventionId FOREIGN KEY REFERENCES Interventions (Id),
    AgentId BIGINT NOT NULL CONSTRAINT FK_InterventionAgents_AgentId FOREIGN KEY REFERENCES Agents (Id),
    CONSTRAINT PK_InterventionAgents PRIMARY KEY (InterventionId, AgentId)
);
CREATE INDEX IX_InterventionAgents_AgentId ON InterventionAgents (AgentId);

CREATE TABLE InterventionTickets (
    InterventionId BIGINT NOT NULL CONSTRAINT FK_InterventionTickets_InterventionId FOREIGN KEY REFERENCES Interventions (Id),
    TicketId BIGINT NOT NULL CONSTRAINT FK_InterventionTickets_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    CONSTRAINT PK_InterventionTickets PRIMARY KEY (InterventionId, TicketId)
);
CREATE INDEX IX_InterventionTickets_TicketId ON InterventionTickets (TicketId);

CREATE TABLE HotlineShifts (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_HotlineShifts PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_HotlineShifts_AgentId FOREIGN KEY REFERENCES Agents (Id),
    WorkedOn DATE NOT NULL,
    QuantityMicros BIGINT NOT NULL,
    Unit NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Note NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_HotlineShifts_CreatedByUserId FOREIGN KEY REFERENCES Users (Id),
    CreatedAt DATETIME2(3) NOT NULL,
    Version INT NOT NULL
);
CREATE INDEX IX_HotlineShifts_WorkedOn ON HotlineShifts (WorkedOn, Id);

-- SessionMicroDays is the length of the session, whoever leads it; trainers' own days are their ledger lines.
CREATE TABLE TrainingSessions (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TrainingSessions PRIMARY KEY,
    CategoryId BIGINT NOT NULL CONSTRAINT FK_TrainingSessions_CategoryId FOREIGN KEY REFERENCES TrainingCategories (Id),
    Title NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ApplicationId BIGINT NULL CONSTRAINT FK_TrainingSessions_ApplicationId FOREIGN KEY REFERENCES Applications (Id),
    StartsOn DATE NOT NULL,
    SessionMicroDays BIGINT NOT NULL,
    PreparationMicroDays BIGINT NOT NULL,
    PreparedOn DATE NULL,
    ExternalTrainer NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_TrainingSessions_CreatedByUserId FOREIGN KEY REFERENCES Users (Id),
    CreatedAt DATETIME2(3) NOT NULL,
    Version INT NOT NULL
);
CREATE INDEX IX_TrainingSessions_StartsOn ON TrainingSessions (StartsOn, Id);

CREATE TABLE TrainingSessionTrainers (
    TrainingSessionId BIGINT NOT NULL CONSTRAINT FK_TrainingSessionTrainers_TrainingSessionId FOREIGN KEY REFERENCES TrainingSessions (Id),
    AgentId BIGINT NOT NULL CONSTRAINT FK_TrainingSessionTrainers_AgentId FOREIGN KEY REFERENCES Agents (Id),
    CONSTRAINT PK_TrainingSessionTrainers PRIMARY KEY (TrainingSessionId, AgentId)
);

CREATE TABLE TrainingSessionAttendances (
    TrainingSessionId BIGINT NOT NULL CONSTRAINT FK_TrainingSessionAttendances_TrainingSessionId FOREIGN KEY REFERENCES TrainingSessions (Id),
    MemberId BIGINT NOT NULL CONSTRAINT FK_TrainingSessionAttendances_MemberId FOREIGN KEY REFERENCES Members (Id),
    People INT NOT NULL,
    CONSTRAINT PK_TrainingSessionAttendances PRIMARY KEY (TrainingSessionId, MemberId)
);
CREATE INDEX IX_TrainingSessionAttendances_MemberId ON TrainingSessionAttendances (MemberId);

-- The ledger --------------------------------------------------------------------------------------------------------------

CREATE TABLE TimeEntries (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TimeEntries PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_TimeEntries_AgentId FOREIGN KEY REFERENCES Agents (Id),
    TeamId BIGINT NOT NULL CONSTRAINT FK_TimeEntries_TeamId FOREIGN KEY REFERENCES Teams (Id),
    WorkedOn DATE NOT NULL,
    QuantityMicros BIGINT NOT NULL,
    Unit NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Minutes BIGINT NOT NULL,
    MicroDays BIGINT NOT NULL,
    ActivityId BIGINT NOT NULL CONSTRAINT FK_TimeEntries_ActivityId FOREIGN KEY REFERENCES Activities (Id),
    SubActivityId BIGINT NULL CONSTRAINT FK_TimeEntries_SubActivityId FOREIGN KEY REFERENCES Activities (Id),
    DomainId BIGINT NULL CONSTRAINT FK_TimeEntries_DomainId FOREIGN KEY REFERENCES Domains (Id),
    ApplicationId BIGINT NULL CONSTRAINT FK_TimeEntries_ApplicationId FOREIGN KEY REFERENCES Applications (Id),
    ProjectId BIGINT NULL CONSTRAINT FK_TimeEntries_ProjectId FOREIGN KEY REFERENCES Projects (Id),
    MemberId BIGINT NULL CONSTRAINT FK_TimeEntries_MemberId FOREIGN KEY REFERENCES Members (Id),
    TicketId BIGINT NULL CONSTRAINT FK_TimeEntries_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    InterventionId BIGINT NULL CONSTRAINT FK_TimeEntries_InterventionId FOREIGN KEY REFERENCES Interventions (Id),
    HotlineShiftId BIGINT NULL CONSTRAINT FK_TimeEntries_HotlineShiftId FOREIGN KEY REFERENCES HotlineShifts (Id),
    TrainingSessionId BIGINT NULL CONSTRAINT FK_TimeEntries_TrainingSessionId FOREIGN KEY REFERENCES TrainingSessions (Id),
    Source NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Note NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_TimeEntries_CreatedByUserId FOREIGN KEY REFERENCES Users (Id),
    CreatedAt DATETIME2(3) NOT NULL,
    Version INT NOT NULL
);
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
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_DirtyDays PRIMARY KEY,
    Fact NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Day DATE NOT NULL,
    MarkedAt DATETIME2(3) NOT NULL
);

-- A single row, updated first by every roll-up: two roll-ups never work at the same time, on either engine.
CREATE TABLE RollupState (
    Id BIGINT NOT NULL CONSTRAINT PK_RollupState PRIMARY KEY,
    LastRunAt DATETIME2(3) NULL,
    LastDurationMilliseconds BIGINT NOT NULL,
    LastDayCount INT NOT NULL,
    LastVerifiedAt DATETIME2(3) NULL,
    LastDriftCount INT NOT NULL,
    Revision BIGINT NOT NULL
);
INSERT INTO RollupState (Id, LastRunAt, LastDurationMilliseconds, LastDayCount, LastVerifiedAt, LastDriftCount, Revision)
VALUES (1, NULL, 0, 0, NULL, 0, 0);

CREATE TABLE ReportWorkByDay (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReportWorkByDay PRIMARY KEY,
    Day DATE NOT NULL,
    AgentId BIGINT NOT NULL,
    TeamId BIGINT NOT NULL,
    ActivityId BIGINT NOT NULL,
    SubActivityId BIGINT NULL,
    DomainId BIGINT NULL,
    ApplicationId BIGINT NULL,
    ProjectId BIGINT NULL,
    MemberId BIGINT NULL,
    Source NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    EntryCount INT NOT NULL,
    Minutes BIGINT NOT NULL,
    MicroDays BIGINT NOT NULL
);
CREATE INDEX IX_ReportWorkByDay_Day ON ReportWorkByDay (Day);

-- YearMonth is year × 100 + month: 201703.
CREATE TABLE ReportWorkByMonth (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReportWorkByMonth PRIMARY KEY,
    YearMonth INT NOT NULL,
    AgentId BIGINT NOT NULL,
    TeamId BIGINT NOT NULL,
    ActivityId BIGINT NOT NULL,
    SubActivityId BIGINT NULL,
    DomainId BIGINT NULL,
    ApplicationId BIGINT NULL,
    ProjectId BIGINT NULL,
    MemberId BIGINT NULL,
    Source NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    EntryCount INT NOT NULL,
    Minutes BIGINT NOT NULL,
    MicroDays BIGINT NOT NULL
);
CREATE INDEX IX_ReportWorkByMonth_YearMonth ON ReportWorkByMonth (YearMonth, ActivityId);

CREATE TABLE ReportTicketsByMonth (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReportTicketsByMonth PRIMARY KEY,
    YearMonth INT NOT NULL,
    MemberId BIGINT NOT NULL,
    Channel NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Type NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Priority INT NOT NULL,
    DomainId BIGINT NULL,
    ApplicationId BIGINT NULL,
    AgentId BIGINT NULL,
    TeamId BIGINT NULL,
    Opened INT NOT NULL,
    TakenInCharge INT NOT NULL,
    Resolved INT NOT NULL,
    Closed INT NOT NULL
);
CREATE INDEX IX_ReportTicketsByMonth_YearMonth ON ReportTicketsByMonth (YearMonth, MemberId);

CREATE TABLE ReportVisitsByMonth (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReportVisitsByMonth PRIMARY KEY,
    YearMonth INT NOT NULL,
    MemberId BIGINT NOT NULL,
    SiteId BIGINT NULL,
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Visits INT NOT NULL,
    TravelMinutes BIGINT NOT NULL
);
CREATE INDEX IX_ReportVisitsByMonth_YearMonth ON ReportVisitsByMonth (YearMonth, MemberId);

CREATE TABLE ReportTrainingByMonth (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReportTrainingByMonth PRIMARY KEY,
    YearMonth INT NOT NULL,
    CategoryId BIGINT NOT NULL,
    ApplicationId BIGINT NULL,
    Sessions INT NOT NULL,
    SessionMicroDays BIGINT NOT NULL,
    PreparationMicroDays BIGINT NOT NULL
);
CREATE INDEX IX_ReportTrainingByMonth_YearMonth ON ReportTrainingByMonth (YearMonth, CategoryId);

CREATE TABLE ReportAttendancesByMonth (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReportAttendancesByMonth PRIMARY KEY,
    YearMonth INT NOT NULL,
    CategoryId BIGINT NOT NULL,
    ApplicationId BIGINT NULL,
    MemberId BIGINT NOT NULL,
    People INT NOT NULL
);
CREATE INDEX IX_ReportAttendancesByMonth_YearMonth ON ReportAttendancesByMonth (YearMonth, MemberId);
