-- The words that tickets are found by, folded, as Folding.WordEndings makes them. Signs and accents decide where a word begins, so the
-- program splits them: the empty word marks a ticket whose words are yet to be written, which whoever serves the database does first.
CREATE TABLE TicketWords (
    Word NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketWords_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    CONSTRAINT PK_TicketWords PRIMARY KEY (Word, TicketId)
);
CREATE INDEX IX_TicketWords_TicketId ON TicketWords (TicketId, Word);

-- A statement that takes the words of some hundred tickets out would lock everybody else's.
ALTER TABLE TicketWords SET (LOCK_ESCALATION = DISABLE);

INSERT INTO TicketWords (Word, TicketId) SELECT '', t.Id FROM Tickets t;

-- Nothing searches whole texts any more.
ALTER TABLE Tickets DROP COLUMN SearchText;
ALTER TABLE StagedTickets DROP COLUMN SearchText;
