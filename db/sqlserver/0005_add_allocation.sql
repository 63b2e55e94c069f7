-- Shared time spread over members, SQL Server. Amounts of days are MicroDays; weights are whole numbers.

-- How shares are measured; its versions are dated and never rewritten.
CREATE TABLE AllocationKeys (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AllocationKeys PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE UNIQUE INDEX UX_AllocationKeys_Code ON AllocationKeys (Code);

CREATE TABLE AllocationKeyVersions (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AllocationKeyVersions PRIMARY KEY,
    KeyId BIGINT NOT NULL CONSTRAINT FK_AllocationKeyVersions_KeyId FOREIGN KEY REFERENCES AllocationKeys (Id),
    StartsOn DATE NOT NULL,
    CreatedAt DATETIME2(3) NOT NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_AllocationKeyVersions_CreatedByUserId FOREIGN KEY REFERENCES Users (Id)
);
CREATE UNIQUE INDEX UX_AllocationKeyVersions_KeyId_StartsOn ON AllocationKeyVersions (KeyId, StartsOn);

-- One part of 100 per cent, or the parts of a blend.
CREATE TABLE AllocationKeyParts (
    KeyVersionId BIGINT NOT NULL CONSTRAINT FK_AllocationKeyParts_KeyVersionId FOREIGN KEY REFERENCES AllocationKeyVersions (Id),
    Measure NVARCHAR(30) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Percentage INT NOT NULL,
    CONSTRAINT PK_AllocationKeyParts PRIMARY KEY (KeyVersionId, Measure)
);

CREATE TABLE AllocationKeyWeights (
    KeyVersionId BIGINT NOT NULL CONSTRAINT FK_AllocationKeyWeights_KeyVersionId FOREIGN KEY REFERENCES AllocationKeyVersions (Id),
    MemberId BIGINT NOT NULL CONSTRAINT FK_AllocationKeyWeights_MemberId FOREIGN KEY REFERENCES Members (Id),
    Weight BIGINT NOT NULL,
    CONSTRAINT PK_AllocationKeyWeights PRIMARY KEY (KeyVersionId, MemberId)
);

-- Workstations and users of a member from a day on.
CREATE TABLE MemberCounts (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_MemberCounts PRIMARY KEY,
    MemberId BIGINT NOT NULL CONSTRAINT FK_MemberCounts_MemberId FOREIGN KEY REFERENCES Members (Id),
    Measure NVARCHAR(30) COLLATE Latin1_General_100_BIN2 NOT NULL,
    StartsOn DATE NOT NULL,
    Weight BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_MemberCounts_MemberId_Measure_StartsOn ON MemberCounts (MemberId, Measure, StartsOn);

-- What a pot takes: lines of its activities (all when it has none) without a member, of several, or internal.
CREATE TABLE AllocationPots (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AllocationPots PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    KeyId BIGINT NOT NULL CONSTRAINT FK_AllocationPots_KeyId FOREIGN KEY REFERENCES AllocationKeys (Id),
    IsOfNobody BIT NOT NULL,
    IsOfSeveral BIT NOT NULL,
    IsInternal BIT NOT NULL,
    ClosedOn DATE NULL,
    Version BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_AllocationPots_Code ON AllocationPots (Code);

CREATE TABLE AllocationPotActivities (
    PotId BIGINT NOT NULL CONSTRAINT FK_AllocationPotActivities_PotId FOREIGN KEY REFERENCES AllocationPots (Id),
    ActivityId BIGINT NOT NULL CONSTRAINT FK_AllocationPotActivities_ActivityId FOREIGN KEY REFERENCES Activities (Id),
    CONSTRAINT PK_AllocationPotActivities PRIMARY KEY (PotId, ActivityId)
);

-- Period is a year (2017) or a month (201703); State is proposed, accepted, rejected or replaced.
CREATE TABLE Allocations (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Allocations PRIMARY KEY,
    PotId BIGINT NOT NULL CONSTRAINT FK_Allocations_PotId FOREIGN KEY REFERENCES AllocationPots (Id),
    KeyVersionId BIGINT NOT NULL CONSTRAINT FK_Allocations_KeyVersionId FOREIGN KEY REFERENCES AllocationKeyVersions (Id),
    Period INT NOT NULL,
    FirstOn DATE NOT NULL,
    LastOn DATE NOT NULL,
    MicroDays BIGINT NOT NULL,
    State NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ProposedAt DATETIME2(3) NOT NULL,
    ProposedByUserId BIGINT NULL CONSTRAINT FK_Allocations_ProposedByUserId FOREIGN KEY REFERENCES Users (Id),
    DecidedAt DATETIME2(3) NULL,
    DecidedByUserId BIGINT NULL CONSTRAINT FK_Allocations_DecidedByUserId FOREIGN KEY REFERENCES Users (Id),
    Reason NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    ReplacedById BIGINT NULL CONSTRAINT FK_Allocations_ReplacedById FOREIGN KEY REFERENCES Allocations (Id)
);
CREATE INDEX IX_Allocations_Period ON Allocations (Period, PotId);
CREATE INDEX IX_Allocations_State_LastOn ON Allocations (State, LastOn);

-- What it took, by team and by what the lines carried as their member: blank, several or internal.
CREATE TABLE AllocationSources (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AllocationSources PRIMARY KEY,
    AllocationId BIGINT NOT NULL CONSTRAINT FK_AllocationSources_AllocationId FOREIGN KEY REFERENCES Allocations (Id),
    TeamId BIGINT NOT NULL CONSTRAINT FK_AllocationSources_TeamId FOREIGN KEY REFERENCES Teams (Id),
    MemberId BIGINT NULL CONSTRAINT FK_AllocationSources_MemberId FOREIGN KEY REFERENCES Members (Id),
    MicroDays BIGINT NOT NULL
);
CREATE INDEX IX_AllocationSources_AllocationId ON AllocationSources (AllocationId);

-- What it gave: one row per part of the key and member.
CREATE TABLE AllocationShares (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AllocationShares PRIMARY KEY,
    AllocationId BIGINT NOT NULL CONSTRAINT FK_AllocationShares_AllocationId FOREIGN KEY REFERENCES Allocations (Id),
    Measure NVARCHAR(30) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MemberId BIGINT NOT NULL CONSTRAINT FK_AllocationShares_MemberId FOREIGN KEY REFERENCES Members (Id),
    Weight BIGINT NOT NULL,
    MicroDays BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_AllocationShares_AllocationId_Measure_MemberId ON AllocationShares (AllocationId, Measure, MemberId);
