-- Who asks for a ticket, who else is concerned, and which group, category and site it is of, SQLite.

ALTER TABLE Tickets ADD COLUMN RequesterPersonId INTEGER NULL REFERENCES People (Id);
ALTER TABLE Tickets ADD COLUMN AssignedGroupId INTEGER NULL REFERENCES AssignmentGroups (Id);
ALTER TABLE Tickets ADD COLUMN CategoryId INTEGER NULL REFERENCES Categories (Id);
ALTER TABLE Tickets ADD COLUMN SiteId INTEGER NULL REFERENCES Sites (Id);
ALTER TABLE Tickets ADD COLUMN SupportLevel INTEGER NOT NULL DEFAULT 1;
CREATE INDEX IX_Tickets_RequesterPersonId ON Tickets (RequesterPersonId, Id);
CREATE INDEX IX_Tickets_AssignedAgentId_Status ON Tickets (AssignedAgentId, Status, Id);
CREATE INDEX IX_Tickets_AssignedGroupId_Status ON Tickets (AssignedGroupId, Status, Id);
CREATE INDEX IX_Tickets_CategoryId ON Tickets (CategoryId, Id);
CREATE INDEX IX_Tickets_SiteId_Status ON Tickets (SiteId, Status, Id);
CREATE INDEX IX_Tickets_ApplicationId_Status ON Tickets (ApplicationId, Status, Id);

CREATE TABLE TicketObservers (
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    PersonId INTEGER NOT NULL REFERENCES People (Id),
    AddedAt TEXT NOT NULL,
    AddedByUserId INTEGER NULL REFERENCES Users (Id),
    CONSTRAINT PK_TicketObservers PRIMARY KEY (TicketId, PersonId)
) STRICT;
CREATE INDEX IX_TicketObservers_PersonId ON TicketObservers (PersonId);

-- Whom else the incident of a ticket has hit, beside its requester: they are told when it is solved.
CREATE TABLE TicketAffectedPeople (
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    PersonId INTEGER NOT NULL REFERENCES People (Id),
    AddedAt TEXT NOT NULL,
    AddedByUserId INTEGER NULL REFERENCES Users (Id),
    CONSTRAINT PK_TicketAffectedPeople PRIMARY KEY (TicketId, PersonId)
) STRICT;
CREATE INDEX IX_TicketAffectedPeople_PersonId ON TicketAffectedPeople (PersonId);

-- Each time that a ticket changed hands: from the first line to the second one, back, or on the same level.
CREATE TABLE TicketHandovers (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    At TEXT NOT NULL,
    HandedOn TEXT NOT NULL,
    FromLevel INTEGER NOT NULL,
    ToLevel INTEGER NOT NULL,
    FromAgentId INTEGER NULL REFERENCES Agents (Id),
    FromGroupId INTEGER NULL REFERENCES AssignmentGroups (Id),
    ToAgentId INTEGER NULL REFERENCES Agents (Id),
    ToGroupId INTEGER NULL REFERENCES AssignmentGroups (Id),
    ToTeamId INTEGER NULL REFERENCES Teams (Id),
    UserId INTEGER NULL REFERENCES Users (Id),
    Reason TEXT NULL
) STRICT;
CREATE INDEX IX_TicketHandovers_TicketId ON TicketHandovers (TicketId, Id);
CREATE INDEX IX_TicketHandovers_HandedOn ON TicketHandovers (HandedOn, Id);
