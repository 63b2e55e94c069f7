-- Names by date, successions, and lines changed in bulk, SQL Server.

-- A name that a row had until the day before EndsOn; its name since is the row's own.
CREATE TABLE FormerNames (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_FormerNames PRIMARY KEY,
    Referential NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TargetId BIGINT NOT NULL,
    EndsOn DATE NOT NULL,
    Name NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE UNIQUE INDEX UX_FormerNames_Referential_TargetId_EndsOn ON FormerNames (Referential, TargetId, EndsOn);

-- A row taken over by another; Kind is succeeded, merged or split (then it has several). WasClosedOn is what the succession's day replaced in ClosedOn.
CREATE TABLE Successions (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Successions PRIMARY KEY,
    Referential NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FromId BIGINT NOT NULL,
    ToId BIGINT NOT NULL,
    StartsOn DATE NOT NULL,
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    WasClosedOn DATE NULL,
    CreatedAt DATETIME2(3) NOT NULL,
    RevokedAt DATETIME2(3) NULL
);
CREATE INDEX IX_Successions_ToId ON Successions (Referential, ToId);

CREATE TABLE BulkChanges (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_BulkChanges PRIMARY KEY,
    ChangedAt DATETIME2(3) NOT NULL,
    ChangedByUserId BIGINT NULL CONSTRAINT FK_BulkChanges_ChangedByUserId FOREIGN KEY REFERENCES Users (Id),
    LineCount INT NOT NULL,
    Summary NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    UndoneAt DATETIME2(3) NULL,
    UndoneByUserId BIGINT NULL CONSTRAINT FK_BulkChanges_UndoneByUserId FOREIGN KEY REFERENCES Users (Id)
);

-- What each line was before, and the version that the change gave it.
CREATE TABLE BulkChangeLines (
    BulkChangeId BIGINT NOT NULL CONSTRAINT FK_BulkChangeLines_BulkChangeId FOREIGN KEY REFERENCES BulkChanges (Id),
    TimeEntryId BIGINT NOT NULL,
    EntryVersion INT NOT NULL,
    ActivityId BIGINT NOT NULL CONSTRAINT FK_BulkChangeLines_ActivityId FOREIGN KEY REFERENCES Activities (Id),
    SubActivityId BIGINT NULL CONSTRAINT FK_BulkChangeLines_SubActivityId FOREIGN KEY REFERENCES Activities (Id),
    DomainId BIGINT NULL CONSTRAINT FK_BulkChangeLines_DomainId FOREIGN KEY REFERENCES Domains (Id),
    ApplicationId BIGINT NULL CONSTRAINT FK_BulkChangeLines_ApplicationId FOREIGN KEY REFERENCES Applications (Id),
    ProjectId BIGINT NULL CONSTRAINT FK_BulkChangeLines_ProjectId FOREIGN KEY REFERENCES Projects (Id),
    MemberId BIGINT NULL CONSTRAINT FK_BulkChangeLines_MemberId FOREIGN KEY REFERENCES Members (Id),
    CONSTRAINT PK_BulkChangeLines PRIMARY KEY (BulkChangeId, TimeEntryId)
);
