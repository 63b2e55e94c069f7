-- Shared time spread over members, SQLite. Amounts of days are MicroDays; weights are whole numbers.

-- How shares are measured; its versions are dated and never rewritten.
CREATE TABLE AllocationKeys (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_AllocationKeys_Code ON AllocationKeys (Code);

CREATE TABLE AllocationKeyVersions (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    KeyId INTEGER NOT NULL REFERENCES AllocationKeys (Id),
    StartsOn TEXT NOT NULL,
    CreatedAt TEXT NOT NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id)
) STRICT;
CREATE UNIQUE INDEX UX_AllocationKeyVersions_KeyId_StartsOn ON AllocationKeyVersions (KeyId, StartsOn);

-- One part of 100 per cent, or the parts of a blend.
CREATE TABLE AllocationKeyParts (
    KeyVersionId INTEGER NOT NULL REFERENCES AllocationKeyVersions (Id),
    Measure TEXT NOT NULL,
    Percentage INTEGER NOT NULL,
    CONSTRAINT PK_AllocationKeyParts PRIMARY KEY (KeyVersionId, Measure)
) STRICT;

CREATE TABLE AllocationKeyWeights (
    KeyVersionId INTEGER NOT NULL REFERENCES AllocationKeyVersions (Id),
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    Weight INTEGER NOT NULL,
    CONSTRAINT PK_AllocationKeyWeights PRIMARY KEY (KeyVersionId, MemberId)
) STRICT;

-- Workstations and users of a member from a day on.
CREATE TABLE MemberCounts (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    Measure TEXT NOT NULL,
    StartsOn TEXT NOT NULL,
    Weight INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_MemberCounts_MemberId_Measure_StartsOn ON MemberCounts (MemberId, Measure, StartsOn);

-- What a pot takes: lines of its activities (all when it has none) without a member, of several, or internal.
CREATE TABLE AllocationPots (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    KeyId INTEGER NOT NULL REFERENCES AllocationKeys (Id),
    IsOfNobody INTEGER NOT NULL,
    IsOfSeveral INTEGER NOT NULL,
    IsInternal INTEGER NOT NULL,
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_AllocationPots_Code ON AllocationPots (Code);

CREATE TABLE AllocationPotActivities (
    PotId INTEGER NOT NULL REFERENCES AllocationPots (Id),
    ActivityId INTEGER NOT NULL REFERENCES Activities (Id),
    CONSTRAINT PK_AllocationPotActivities PRIMARY KEY (PotId, ActivityId)
) STRICT;

-- Period is a year (2017) or a month (201703); State is proposed, accepted, rejected or replaced.
CREATE TABLE Allocations (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    PotId INTEGER NOT NULL REFERENCES AllocationPots (Id),
    KeyVersionId INTEGER NOT NULL REFERENCES AllocationKeyVersions (Id),
    Period INTEGER NOT NULL,
    FirstOn TEXT NOT NULL,
    LastOn TEXT NOT NULL,
    MicroDays INTEGER NOT NULL,
    State TEXT NOT NULL,
    ProposedAt TEXT NOT NULL,
    ProposedByUserId INTEGER NULL REFERENCES Users (Id),
    DecidedAt TEXT NULL,
    DecidedByUserId INTEGER NULL REFERENCES Users (Id),
    Reason TEXT NULL,
    ReplacedById INTEGER NULL REFERENCES Allocations (Id)
) STRICT;
CREATE INDEX IX_Allocations_Period ON Allocations (Period, PotId);
CREATE INDEX IX_Allocations_State_LastOn ON Allocations (State, LastOn);

-- What it took, by team and by what the lines carried as their member: blank, several or internal.
CREATE TABLE AllocationSources (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AllocationId INTEGER NOT NULL REFERENCES Allocations (Id),
    TeamId INTEGER NOT NULL REFERENCES Teams (Id),
    MemberId INTEGER NULL REFERENCES Members (Id),
    MicroDays INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_AllocationSources_AllocationId ON AllocationSources (AllocationId);

-- What it gave: one row per part of the key and member.
CREATE TABLE AllocationShares (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AllocationId INTEGER NOT NULL REFERENCES Allocations (Id),
    Measure TEXT NOT NULL,
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    Weight INTEGER NOT NULL,
    MicroDays INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_AllocationShares_AllocationId_Measure_MemberId ON AllocationShares (AllocationId, Measure, MemberId);
