-- When people are expected, and when they are away, SQLite. Absences are no work: no line of the ledger is ever one.

-- Whoever leads a team sees and approves what its people ask for; a manager does so for everybody.
CREATE TABLE TeamLeaders (
    TeamId INTEGER NOT NULL REFERENCES Teams (Id),
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    CONSTRAINT PK_TeamLeaders PRIMARY KEY (TeamId, AgentId)
) STRICT;
CREATE INDEX IX_TeamLeaders_AgentId ON TeamLeaders (AgentId);

-- One row; another number whenever anything changes that expected days are computed from, whatever is kept of them is then too old.
CREATE TABLE CalendarRevisions (
    Id INTEGER NOT NULL PRIMARY KEY,
    Revision INTEGER NOT NULL
) STRICT;
INSERT INTO CalendarRevisions (Id, Revision) VALUES (1, 1);

-- IsExpected: an absence of this kind accounts for expected time; otherwise nobody is expected meanwhile (unpaid leave).
-- IsPrivate: only the agent, those who lead the team and managers are told the kind; all others that somebody is absent.
CREATE TABLE AbsenceKinds (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    IsExpected INTEGER NOT NULL,
    IsApprovalNeeded INTEGER NOT NULL,
    IsPrivate INTEGER NOT NULL,
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_AbsenceKinds_Code ON AbsenceKinds (Code);
INSERT INTO AbsenceKinds (Code, Name, IsExpected, IsApprovalNeeded, IsPrivate, Version) VALUES
    ('CONGE', 'Congé annuel', 1, 1, 1, 1),
    ('RTT', 'RTT', 1, 1, 1, 1),
    ('MALADIE', 'Maladie', 1, 0, 1, 1),
    ('FORMATION', 'Formation suivie', 1, 1, 1, 1),
    ('AUTORISATION', 'Autorisation d''absence', 1, 1, 1, 1),
    ('RECUPERATION', 'Récupération', 1, 1, 1, 1),
    ('GREVE', 'Grève', 1, 0, 1, 1),
    ('SANS-SOLDE', 'Congé sans solde', 0, 1, 1, 1);

-- From the first day, or its afternoon, to the last day, or its morning. Status is asked, approved or refused.
CREATE TABLE Absences (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    KindId INTEGER NOT NULL REFERENCES AbsenceKinds (Id),
    StartsOn TEXT NOT NULL,
    IsFromNoon INTEGER NOT NULL,
    EndsOn TEXT NOT NULL,
    IsUntilNoon INTEGER NOT NULL,
    Status TEXT NOT NULL,
    Note TEXT NULL,
    AskedByUserId INTEGER NULL REFERENCES Users (Id),
    AskedAt TEXT NOT NULL,
    DecidedByUserId INTEGER NULL REFERENCES Users (Id),
    DecidedAt TEXT NULL,
    Answer TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_Absences_AgentId ON Absences (AgentId, EndsOn, StartsOn);
CREATE INDEX IX_Absences_EndsOn ON Absences (EndsOn, StartsOn);
CREATE INDEX IX_Absences_Status ON Absences (Status, Id);
CREATE INDEX IX_Absences_KindId ON Absences (KindId, EndsOn);

-- What an agent may take of a kind in a year, in half days; what was taken is computed.
CREATE TABLE AbsenceAllowances (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    KindId INTEGER NOT NULL REFERENCES AbsenceKinds (Id),
    Year INTEGER NOT NULL,
    HalfDays INTEGER NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_AbsenceAllowances_AgentId_KindId_Year ON AbsenceAllowances (AgentId, KindId, Year);

-- Of those that hold on a day, the one that starts last counts; where none does, the length of the agent's day from Monday to Friday.
CREATE TABLE WorkPatterns (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    StartsOn TEXT NOT NULL,
    EndsOn TEXT NULL,
    OddMondayMinutes INTEGER NOT NULL,
    OddTuesdayMinutes INTEGER NOT NULL,
    OddWednesdayMinutes INTEGER NOT NULL,
    OddThursdayMinutes INTEGER NOT NULL,
    OddFridayMinutes INTEGER NOT NULL,
    OddSaturdayMinutes INTEGER NOT NULL,
    OddSundayMinutes INTEGER NOT NULL,
    EvenMondayMinutes INTEGER NOT NULL,
    EvenTuesdayMinutes INTEGER NOT NULL,
    EvenWednesdayMinutes INTEGER NOT NULL,
    EvenThursdayMinutes INTEGER NOT NULL,
    EvenFridayMinutes INTEGER NOT NULL,
    EvenSaturdayMinutes INTEGER NOT NULL,
    EvenSundayMinutes INTEGER NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_WorkPatterns_AgentId_StartsOn ON WorkPatterns (AgentId, StartsOn);

-- Days on which the organisation is closed, for a team or for all.
CREATE TABLE Closures (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Name TEXT NOT NULL,
    TeamId INTEGER NULL REFERENCES Teams (Id),
    StartsOn TEXT NOT NULL,
    IsFromNoon INTEGER NOT NULL,
    EndsOn TEXT NOT NULL,
    IsUntilNoon INTEGER NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_Closures_EndsOn ON Closures (EndsOn, StartsOn);
CREATE INDEX IX_Closures_TeamId ON Closures (TeamId);
