-- Who asks for a ticket, who else is concerned, and which group, category and site it is of, SQL Server.

ALTER TABLE Tickets ADD RequesterPersonId BIGINT NULL CONSTRAINT FK_Tickets_RequesterPersonId FOREIGN KEY REFERENCES People (Id);
ALTER TABLE Tickets ADD AssignedGroupId BIGINT NULL CONSTRAINT FK_Tickets_AssignedGroupId FOREIGN KEY REFERENCES AssignmentGroups (Id);
ALTER TABLE Tickets ADD CategoryId BIGINT NULL CONSTRAINT FK_Tickets_CategoryId FOREIGN KEY REFERENCES Categories (Id);
ALTER TABLE Tickets ADD SiteId BIGINT NULL CONSTRAINT FK_Tickets_SiteId FOREIGN KEY REFERENCES Sites (Id);
ALTER TABLE Tickets ADD SupportLevel INT NOT NULL CONSTRAINT DF_Tickets_SupportLevel DEFAULT 1;
CREATE INDEX IX_Tickets_RequesterPersonId ON Tickets (RequesterPersonId, Id);
CREATE INDEX IX_Tickets_AssignedAgentId_Status ON Tickets (AssignedAgentId, Status, Id);
CREATE INDEX IX_Tickets_AssignedGroupId_Status ON Tickets (AssignedGroupId, Status, Id);
CREATE INDEX IX_Tickets_CategoryId ON Tickets (CategoryId, Id);
CREATE INDEX IX_Tickets_SiteId_Status ON Tickets (SiteId, Status, Id);
CREATE INDEX IX_Tickets_ApplicationId_Status ON Tickets (ApplicationId, Status, Id);

CREATE TABLE TicketObservers (
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketObservers_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    PersonId BIGINT NOT NULL CONSTRAINT FK_TicketObservers_PersonId FOREIGN KEY REFERENCES People (Id),
    AddedAt DATETIME2(3) NOT NULL,
    AddedByUserId BIGINT NULL CONSTRAINT FK_TicketObservers_AddedByUserId FOREIGN KEY REFERENCES Users (Id),
    CONSTRAINT PK_TicketObservers PRIMARY KEY (TicketId, PersonId)
);
CREATE INDEX IX_TicketObservers_PersonId ON TicketObservers (PersonId);

-- Whom else the incident of a ticket has hit, beside its requester: they are told when it is solved.
CREATE TABLE TicketAffectedPeople (
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketAffectedPeople_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    PersonId BIGINT NOT NULL CONSTRAINT FK_TicketAffectedPeople_PersonId FOREIGN KEY REFERENCES People (Id),
    AddedAt DATETIME2(3) NOT NULL,
    AddedByUserId BIGINT NULL CONSTRAINT FK_TicketAffectedPeople_AddedByUserId FOREIGN KEY REFERENCES Users (Id),
    CONSTRAINT PK_TicketAffectedPeople PRIMARY KEY (TicketId, PersonId)
);
CREATE INDEX IX_TicketAffectedPeople_PersonId ON TicketAffectedPeople (PersonId);

-- Each time that a ticket changed hands: from the first line to the second one, back, or on the same level.
CREATE TABLE TicketHandovers (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TicketHandovers PRIMARY KEY,
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketHandovers_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    At DATETIME2(3) NOT NULL,
    HandedOn DATE NOT NULL,
    FromLevel INT NOT NULL,
    ToLevel INT NOT NULL,
    FromAgentId BIGINT NULL CONSTRAINT FK_TicketHandovers_FromAgentId FOREIGN KEY REFERENCES Agents (Id),
    FromGroupId BIGINT NULL CONSTRAINT FK_TicketHandovers_FromGroupId FOREIGN KEY REFERENCES AssignmentGroups (Id),
    ToAgentId BIGINT NULL CONSTRAINT FK_TicketHandovers_ToAgentId FOREIGN KEY REFERENCES Agents (Id),
    ToGroupId BIGINT NULL CONSTRAINT FK_TicketHandovers_ToGroupId FOREIGN KEY REFERENCES AssignmentGroups (Id),
    ToTeamId BIGINT NULL CONSTRAINT FK_TicketHandovers_ToTeamId FOREIGN KEY REFERENCES Teams (Id),
    UserId BIGINT NULL CONSTRAINT FK_TicketHandovers_UserId FOREIGN KEY REFERENCES Users (Id),
    Reason NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE INDEX IX_TicketHandovers_TicketId ON TicketHandovers (TicketId, Id);
CREATE INDEX IX_TicketHandovers_HandedOn ON TicketHandovers (HandedOn, Id);
