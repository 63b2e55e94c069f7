-- Names by date, successions, and lines changed in bulk, SQLite.

-- A name that a row had until the day before EndsOn; its name since is the row's own.
CREATE TABLE FormerNames (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Referential TEXT NOT NULL,
    TargetId INTEGER NOT NULL,
    EndsOn TEXT NOT NULL,
    Name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_FormerNames_Referential_TargetId_EndsOn ON FormerNames (Referential, TargetId, EndsOn);

-- A row taken over by another; Kind is succeeded, merged or split (then it has several). WasClosedOn is what the succession's day replaced in ClosedOn.
CREATE TABLE Successions (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Referential TEXT NOT NULL,
    FromId INTEGER NOT NULL,
    ToId INTEGER NOT NULL,
    StartsOn TEXT NOT NULL,
    Kind TEXT NOT NULL,
    WasClosedOn TEXT NULL,
    CreatedAt TEXT NOT NULL,
    RevokedAt TEXT NULL
) STRICT;
CREATE INDEX IX_Successions_ToId ON Successions (Referential, ToId);

CREATE TABLE BulkChanges (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ChangedAt TEXT NOT NULL,
    ChangedByUserId INTEGER NULL REFERENCES Users (Id),
    LineCount INTEGER NOT NULL,
    Summary TEXT NOT NULL,
    UndoneAt TEXT NULL,
    UndoneByUserId INTEGER NULL REFERENCES Users (Id)
) STRICT;

-- What each line was before, and the version that the change gave it.
CREATE TABLE BulkChangeLines (
    BulkChangeId INTEGER NOT NULL REFERENCES BulkChanges (Id),
    TimeEntryId INTEGER NOT NULL,
    EntryVersion INTEGER NOT NULL,
    ActivityId INTEGER NOT NULL REFERENCES Activities (Id),
    SubActivityId INTEGER NULL REFERENCES Activities (Id),
    DomainId INTEGER NULL REFERENCES Domains (Id),
    ApplicationId INTEGER NULL REFERENCES Applications (Id),
    ProjectId INTEGER NULL REFERENCES Projects (Id),
    MemberId INTEGER NULL REFERENCES Members (Id),
    PRIMARY KEY (BulkChangeId, TimeEntryId)
) STRICT;
