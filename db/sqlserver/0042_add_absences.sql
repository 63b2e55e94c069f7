-- When people are expected, and when they are away, SQL Server. Absences are no work: no line of the ledger is ever one.

-- Whoever leads a team sees and approves what its people ask for; a manager does so for everybody.
CREATE TABLE TeamLeaders (
    TeamId BIGINT NOT NULL CONSTRAINT FK_TeamLeaders_TeamId FOREIGN KEY REFERENCES Teams (Id),
    AgentId BIGINT NOT NULL CONSTRAINT FK_TeamLeaders_AgentId FOREIGN KEY REFERENCES Agents (Id),
    CONSTRAINT PK_TeamLeaders PRIMARY KEY (TeamId, AgentId)
);
CREATE INDEX IX_TeamLeaders_AgentId ON TeamLeaders (AgentId);

-- One row; another number whenever anything changes that expected days are computed from, whatever is kept of them is then too old.
CREATE TABLE CalendarRevisions (
    Id BIGINT NOT NULL CONSTRAINT PK_CalendarRevisions PRIMARY KEY,
    Revision BIGINT NOT NULL
);
INSERT INTO CalendarRevisions (Id, Revision) VALUES (1, 1);

-- IsExpected: an absence of this kind accounts for expected time; otherwise nobody is expected meanwhile (unpaid leave).
-- IsPrivate: only the agent, those who lead the team and managers are told the kind; all others that somebody is absent.
CREATE TABLE AbsenceKinds (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AbsenceKinds PRIMARY KEY,
    Code NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    IsExpected BIT NOT NULL,
    IsApprovalNeeded BIT NOT NULL,
    IsPrivate BIT NOT NULL,
    ClosedOn DATE NULL,
    Version BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_AbsenceKinds_Code ON AbsenceKinds (Code);
INSERT INTO AbsenceKinds (Code, Name, IsExpected, IsApprovalNeeded, IsPrivate, Version) VALUES
    ('CONGE', N'Congé annuel', 1, 1, 1, 1),
    ('RTT', N'RTT', 1, 1, 1, 1),
    ('MALADIE', N'Maladie', 1, 0, 1, 1),
    ('FORMATION', N'Formation suivie', 1, 1, 1, 1),
    ('AUTORISATION', N'Autorisation d''absence', 1, 1, 1, 1),
    ('RECUPERATION', N'Récupération', 1, 1, 1, 1),
    ('GREVE', N'Grève', 1, 0, 1, 1),
    ('SANS-SOLDE', N'Congé sans solde', 0, 1, 1, 1);

-- From the first day, or its afternoon, to the last day, or its morning. Status is asked, approved or refused.
CREATE TABLE Absences (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Absences PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_Absences_AgentId FOREIGN KEY REFERENCES Agents (Id),
    KindId BIGINT NOT NULL CONSTRAINT FK_Absences_KindId FOREIGN KEY REFERENCES AbsenceKinds (Id),
    StartsOn DATE NOT NULL,
    IsFromNoon BIT NOT NULL,
    EndsOn DATE NOT NULL,
    IsUntilNoon BIT NOT NULL,
    Status NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Note NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    AskedByUserId BIGINT NULL CONSTRAINT FK_Absences_AskedByUserId FOREIGN KEY REFERENCES Users (Id),
    AskedAt DATETIME2(3) NOT NULL,
    DecidedByUserId BIGINT NULL CONSTRAINT FK_Absences_DecidedByUserId FOREIGN KEY REFERENCES Users (Id),
    DecidedAt DATETIME2(3) NULL,
    Answer NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    Version BIGINT NOT NULL
);
CREATE INDEX IX_Absences_AgentId ON Absences (AgentId, EndsOn, StartsOn);
CREATE INDEX IX_Absences_EndsOn ON Absences (EndsOn, StartsOn);
CREATE INDEX IX_Absences_Status ON Absences (Status, Id);
CREATE INDEX IX_Absences_KindId ON Absences (KindId, EndsOn);

-- What an agent may take of a kind in a year, in half days; what was taken is computed.
CREATE TABLE AbsenceAllowances (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AbsenceAllowances PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_AbsenceAllowances_AgentId FOREIGN KEY REFERENCES Agents (Id),
    KindId BIGINT NOT NULL CONSTRAINT FK_AbsenceAllowances_KindId FOREIGN KEY REFERENCES AbsenceKinds (Id),
    Year INT NOT NULL,
    HalfDays INT NOT NULL,
    Version BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_AbsenceAllowances_AgentId_KindId_Year ON AbsenceAllowances (AgentId, KindId, Year);

-- Of those that hold on a day, the one that starts last counts; where none does, the length of the agent's day from Monday to Friday.
CREATE TABLE WorkPatterns (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_WorkPatterns PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_WorkPatterns_AgentId FOREIGN KEY REFERENCES Agents (Id),
    StartsOn DATE NOT NULL,
    EndsOn DATE NULL,
    OddMondayMinutes INT NOT NULL,
    OddTuesdayMinutes INT NOT NULL,
    OddWednesdayMinutes INT NOT NULL,
    OddThursdayMinutes INT NOT NULL,
    OddFridayMinutes INT NOT NULL,
    OddSaturdayMinutes INT NOT NULL,
    OddSundayMinutes INT NOT NULL,
    EvenMondayMinutes INT NOT NULL,
    EvenTuesdayMinutes INT NOT NULL,
    EvenWednesdayMinutes INT NOT NULL,
    EvenThursdayMinutes INT NOT NULL,
    EvenFridayMinutes INT NOT NULL,
    EvenSaturdayMinutes INT NOT NULL,
    EvenSundayMinutes INT NOT NULL,
    Version BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_WorkPatterns_AgentId_StartsOn ON WorkPatterns (AgentId, StartsOn);

-- Days on which the organisation is closed, for a team or for all.
CREATE TABLE Closures (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Closures PRIMARY KEY,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TeamId BIGINT NULL CONSTRAINT FK_Closures_TeamId FOREIGN KEY REFERENCES Teams (Id),
    StartsOn DATE NOT NULL,
    IsFromNoon BIT NOT NULL,
    EndsOn DATE NOT NULL,
    IsUntilNoon BIT NOT NULL,
    Version BIGINT NOT NULL
);
CREATE INDEX IX_Closures_EndsOn ON Closures (EndsOn, StartsOn);
CREATE INDEX IX_Closures_TeamId ON Closures (TeamId);
