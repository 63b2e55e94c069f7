-- The words that tickets are found by, folded, as Folding.WordEndings makes them. Signs and accents decide where a word begins, so the
-- program splits them: the empty word marks a ticket whose words are yet to be written, which whoever serves the database does first.
CREATE TABLE TicketWords (
    Word TEXT NOT NULL,
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    CONSTRAINT PK_TicketWords PRIMARY KEY (Word, TicketId)
) STRICT, WITHOUT ROWID;
CREATE INDEX IX_TicketWords_TicketId ON TicketWords (TicketId, Word);

INSERT INTO TicketWords (Word, TicketId) SELECT '', t.Id FROM Tickets t;

-- Nothing searches whole texts any more.
ALTER TABLE Tickets DROP COLUMN SearchText;
ALTER TABLE StagedTickets DROP COLUMN SearchText;
