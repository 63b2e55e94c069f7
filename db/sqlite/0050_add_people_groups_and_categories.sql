-- People who ask, groups that work, categories of tickets, and who answers for an application, SQLite.

-- Agents of a group are those named here, and those of its team where it has one. Support level: 1 first line, 2 those behind it.
CREATE TABLE AssignmentGroups (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    TeamId INTEGER NULL REFERENCES Teams (Id),
    SupportLevel INTEGER NOT NULL,
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_AssignmentGroups_Code ON AssignmentGroups (Code);

CREATE TABLE AssignmentGroupAgents (
    GroupId INTEGER NOT NULL REFERENCES AssignmentGroups (Id),
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    CONSTRAINT PK_AssignmentGroupAgents PRIMARY KEY (GroupId, AgentId)
) STRICT;
CREATE INDEX IX_AssignmentGroupAgents_AgentId ON AssignmentGroupAgents (AgentId);

CREATE TABLE Categories (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Code TEXT NOT NULL,
    Name TEXT NOT NULL,
    ParentId INTEGER NULL REFERENCES Categories (Id),
    ClosedOn TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Categories_Code ON Categories (Code);

-- Members that a category is for; without any row it is for all.
CREATE TABLE CategoryMembers (
    CategoryId INTEGER NOT NULL REFERENCES Categories (Id),
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    CONSTRAINT PK_CategoryMembers PRIMARY KEY (CategoryId, MemberId)
) STRICT;
CREATE INDEX IX_CategoryMembers_MemberId ON CategoryMembers (MemberId);

-- Who answers for an application: tickets that go beyond the first line are handed to them.
ALTER TABLE Applications ADD COLUMN TeamId INTEGER NULL REFERENCES Teams (Id);
ALTER TABLE Applications ADD COLUMN LeaderAgentId INTEGER NULL REFERENCES Agents (Id);

-- End users of the members; some have an account. SortName is the name folded, NameKey its words in an order of their own.
-- One that was merged or erased keeps its row, for whatever names it.
CREATE TABLE People (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Name TEXT NOT NULL,
    SortName TEXT NOT NULL,
    NameKey TEXT NOT NULL,
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    SiteId INTEGER NULL REFERENCES Sites (Id),
    Room TEXT NULL,
    JobTitle TEXT NULL,
    IsVip INTEGER NOT NULL,
    Language TEXT NOT NULL,
    IsActive INTEGER NOT NULL,
    UserId INTEGER NULL REFERENCES Users (Id),
    MergedIntoId INTEGER NULL REFERENCES People (Id),
    ErasedAt TEXT NULL,
    CreatedAt TEXT NOT NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id),
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_People_SortName ON People (SortName, Id);
CREATE INDEX IX_People_MemberId_NameKey ON People (MemberId, NameKey);
CREATE INDEX IX_People_UserId ON People (UserId);

-- Mail addresses and phones, in the order in which they were entered. ContactKey is the address in lower case, or the number as
-- PhoneNumber spells it.
CREATE TABLE PersonContacts (
    PersonId INTEGER NOT NULL REFERENCES People (Id),
    Kind TEXT NOT NULL,
    Position INTEGER NOT NULL,
    Text TEXT NOT NULL,
    ContactKey TEXT NOT NULL,
    CONSTRAINT PK_PersonContacts PRIMARY KEY (PersonId, Kind, Position)
) STRICT;
CREATE INDEX IX_PersonContacts_Kind_ContactKey ON PersonContacts (Kind, ContactKey);

-- What a person is found by: every ending of each word of name, mail and phone, folded, so that any part is the beginning of one.
CREATE TABLE PersonWords (
    Word TEXT NOT NULL,
    PersonId INTEGER NOT NULL REFERENCES People (Id),
    CONSTRAINT PK_PersonWords PRIMARY KEY (Word, PersonId)
) STRICT, WITHOUT ROWID;
CREATE INDEX IX_PersonWords_PersonId_Word ON PersonWords (PersonId, Word);
