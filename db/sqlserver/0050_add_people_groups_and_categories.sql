-- People who ask, groups that work, categories of tickets, and who answers for an application, SQL Server.

-- Agents of a group are those named here, and those of its team where it has one. Support level: 1 first line, 2 those behind it.
CREATE TABLE AssignmentGroups (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_AssignmentGroups PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TeamId BIGINT NULL CONSTRAINT FK_AssignmentGroups_TeamId FOREIGN KEY REFERENCES Teams (Id),
    SupportLevel INT NOT NULL,
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_AssignmentGroups_Code ON AssignmentGroups (Code);

CREATE TABLE AssignmentGroupAgents (
    GroupId BIGINT NOT NULL CONSTRAINT FK_AssignmentGroupAgents_GroupId FOREIGN KEY REFERENCES AssignmentGroups (Id),
    AgentId BIGINT NOT NULL CONSTRAINT FK_AssignmentGroupAgents_AgentId FOREIGN KEY REFERENCES Agents (Id),
    CONSTRAINT PK_AssignmentGroupAgents PRIMARY KEY (GroupId, AgentId)
);
CREATE INDEX IX_AssignmentGroupAgents_AgentId ON AssignmentGroupAgents (AgentId);

CREATE TABLE Categories (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Categories PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ParentId BIGINT NULL CONSTRAINT FK_Categories_ParentId FOREIGN KEY REFERENCES Categories (Id),
    ClosedOn DATE NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_Categories_Code ON Categories (Code);

-- Members that a category is for; without any row it is for all.
CREATE TABLE CategoryMembers (
    CategoryId BIGINT NOT NULL CONSTRAINT FK_CategoryMembers_CategoryId FOREIGN KEY REFERENCES Categories (Id),
    MemberId BIGINT NOT NULL CONSTRAINT FK_CategoryMembers_MemberId FOREIGN KEY REFERENCES Members (Id),
    CONSTRAINT PK_CategoryMembers PRIMARY KEY (CategoryId, MemberId)
);
CREATE INDEX IX_CategoryMembers_MemberId ON CategoryMembers (MemberId);

-- Who answers for an application: tickets that go beyond the first line are handed to them.
ALTER TABLE Applications ADD TeamId BIGINT NULL CONSTRAINT FK_Applications_TeamId FOREIGN KEY REFERENCES Teams (Id);
ALTER TABLE Applications ADD LeaderAgentId BIGINT NULL CONSTRAINT FK_Applications_LeaderAgentId FOREIGN KEY REFERENCES Agents (Id);

-- End users of the members; some have an account. SortName is the name folded, NameKey its words in an order of their own.
-- One that was merged or erased keeps its row, for whatever names it.
CREATE TABLE People (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_People PRIMARY KEY,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SortName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    NameKey NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MemberId BIGINT NOT NULL CONSTRAINT FK_People_MemberId FOREIGN KEY REFERENCES Members (Id),
    SiteId BIGINT NULL CONSTRAINT FK_People_SiteId FOREIGN KEY REFERENCES Sites (Id),
    Room NVARCHAR(80) COLLATE Latin1_General_100_BIN2 NULL,
    JobTitle NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    IsVip BIT NOT NULL,
    Language NVARCHAR(2) COLLATE Latin1_General_100_BIN2 NOT NULL,
    IsActive BIT NOT NULL,
    UserId BIGINT NULL CONSTRAINT FK_People_UserId FOREIGN KEY REFERENCES Users (Id),
    MergedIntoId BIGINT NULL CONSTRAINT FK_People_MergedIntoId FOREIGN KEY REFERENCES People (Id),
    ErasedAt DATETIME2(3) NULL,
    CreatedAt DATETIME2(3) NOT NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_People_CreatedByUserId FOREIGN KEY REFERENCES Users (Id),
    Version INT NOT NULL
);
CREATE INDEX IX_People_SortName ON People (SortName, Id);
CREATE INDEX IX_People_MemberId_NameKey ON People (MemberId, NameKey);
CREATE INDEX IX_People_UserId ON People (UserId);

-- Mail addresses and phones, in the order in which they were entered. ContactKey is the address in lower case, or the number as
-- PhoneNumber spells it.
CREATE TABLE PersonContacts (
    PersonId BIGINT NOT NULL CONSTRAINT FK_PersonContacts_PersonId FOREIGN KEY REFERENCES People (Id),
    Kind NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Position INT NOT NULL,
    Text NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ContactKey NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT PK_PersonContacts PRIMARY KEY (PersonId, Kind, Position)
);
CREATE INDEX IX_PersonContacts_Kind_ContactKey ON PersonContacts (Kind, ContactKey);

-- What a person is found by: every ending of each word of name, mail and phone, folded, so that any part is the beginning of one.
CREATE TABLE PersonWords (
    Word NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PersonId BIGINT NOT NULL CONSTRAINT FK_PersonWords_PersonId FOREIGN KEY REFERENCES People (Id),
    CONSTRAINT PK_PersonWords PRIMARY KEY (Word, PersonId)
);
CREATE INDEX IX_PersonWords_PersonId_Word ON PersonWords (PersonId, Word);
ALTER TABLE PersonWords SET (LOCK_ESCALATION = DISABLE);
