-- What a ticket has to do with others, what is to be done on it, and how content its requester was.

-- The ticket that a step was about, beside its own.
ALTER TABLE TicketEvents ADD COLUMN OtherTicketId INTEGER NULL REFERENCES Tickets (Id);

-- Where the conversation of a merged ticket goes on; what belongs to it keeps its number, so that it can be taken apart again.
ALTER TABLE Tickets ADD COLUMN MergedIntoId INTEGER NULL REFERENCES Tickets (Id);
CREATE INDEX IX_Tickets_MergedIntoId ON Tickets (MergedIntoId);

-- Kind is 'blocks', 'duplicates', 'parent' (the first is the parent of the second) or 'relates' (the first has the lower number).
CREATE TABLE TicketLinks (
    FromTicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    ToTicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    Kind TEXT NOT NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id),
    CreatedAt TEXT NOT NULL,
    CONSTRAINT PK_TicketLinks PRIMARY KEY (FromTicketId, ToTicketId, Kind)
) STRICT;
CREATE INDEX IX_TicketLinks_ToTicketId ON TicketLinks (ToTicketId);

CREATE TABLE TicketTasks (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    Text TEXT NOT NULL,
    AgentId INTEGER NULL REFERENCES Agents (Id),
    PlannedOn TEXT NULL,
    EstimatedMinutes INTEGER NULL,
    DoneAt TEXT NULL,
    DoneByUserId INTEGER NULL REFERENCES Users (Id),
    SpentMinutes INTEGER NULL,
    CreatedByUserId INTEGER NULL REFERENCES Users (Id),
    CreatedAt TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_TicketTasks_TicketId ON TicketTasks (TicketId, Id);

CREATE TABLE TicketSatisfactions (
    TicketId INTEGER NOT NULL CONSTRAINT PK_TicketSatisfactions PRIMARY KEY REFERENCES Tickets (Id),
    Score INTEGER NOT NULL,
    Comment TEXT NULL,
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    At TEXT NOT NULL
) STRICT;
