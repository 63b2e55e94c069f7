-- What a ticket has to do with others, what is to be done on it, and how content its requester was.

-- The ticket that a step was about, beside its own.
ALTER TABLE TicketEvents ADD OtherTicketId BIGINT NULL CONSTRAINT FK_TicketEvents_OtherTicketId FOREIGN KEY REFERENCES Tickets (Id);

-- Where the conversation of a merged ticket goes on; what belongs to it keeps its number, so that it can be taken apart again.
ALTER TABLE Tickets ADD MergedIntoId BIGINT NULL CONSTRAINT FK_Tickets_MergedIntoId FOREIGN KEY REFERENCES Tickets (Id);
CREATE INDEX IX_Tickets_MergedIntoId ON Tickets (MergedIntoId);

-- Kind is 'blocks', 'duplicates', 'parent' (the first is the parent of the second) or 'relates' (the first has the lower number).
CREATE TABLE TicketLinks (
    FromTicketId BIGINT NOT NULL CONSTRAINT FK_TicketLinks_FromTicketId FOREIGN KEY REFERENCES Tickets (Id),
    ToTicketId BIGINT NOT NULL CONSTRAINT FK_TicketLinks_ToTicketId FOREIGN KEY REFERENCES Tickets (Id),
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_TicketLinks_CreatedByUserId FOREIGN KEY REFERENCES Users (Id),
    CreatedAt DATETIME2(3) NOT NULL,
    CONSTRAINT PK_TicketLinks PRIMARY KEY (FromTicketId, ToTicketId, Kind)
);
CREATE INDEX IX_TicketLinks_ToTicketId ON TicketLinks (ToTicketId);

CREATE TABLE TicketTasks (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TicketTasks PRIMARY KEY,
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketTasks_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    Text NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    AgentId BIGINT NULL CONSTRAINT FK_TicketTasks_AgentId FOREIGN KEY REFERENCES Agents (Id),
    PlannedOn DATE NULL,
    EstimatedMinutes INT NULL,
    DoneAt DATETIME2(3) NULL,
    DoneByUserId BIGINT NULL CONSTRAINT FK_TicketTasks_DoneByUserId FOREIGN KEY REFERENCES Users (Id),
    SpentMinutes BIGINT NULL,
    CreatedByUserId BIGINT NULL CONSTRAINT FK_TicketTasks_CreatedByUserId FOREIGN KEY REFERENCES Users (Id),
    CreatedAt DATETIME2(3) NOT NULL,
    Version INT NOT NULL
);
CREATE INDEX IX_TicketTasks_TicketId ON TicketTasks (TicketId, Id);

CREATE TABLE TicketSatisfactions (
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketSatisfactions_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    Score INT NOT NULL,
    Comment NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NULL,
    UserId BIGINT NOT NULL CONSTRAINT FK_TicketSatisfactions_UserId FOREIGN KEY REFERENCES Users (Id),
    At DATETIME2(3) NOT NULL,
    CONSTRAINT PK_TicketSatisfactions PRIMARY KEY (TicketId)
);
