-- Who rates a ticket from a mail may have no account.
CREATE TABLE KeptSatisfactions (
    TicketId INTEGER NOT NULL,
    Score INTEGER NOT NULL,
    Comment TEXT NULL,
    UserId INTEGER NULL,
    At TEXT NOT NULL,
    RatedOn TEXT NULL
) STRICT;
INSERT INTO KeptSatisfactions (TicketId, Score, Comment, UserId, At, RatedOn)
SELECT s.TicketId, s.Score, s.Comment, s.UserId, s.At, s.RatedOn FROM TicketSatisfactions s;

DROP TABLE TicketSatisfactions;

CREATE TABLE TicketSatisfactions (
    TicketId INTEGER NOT NULL CONSTRAINT PK_TicketSatisfactions PRIMARY KEY REFERENCES Tickets (Id),
    Score INTEGER NOT NULL,
    Comment TEXT NULL,
    UserId INTEGER NULL REFERENCES Users (Id),
    At TEXT NOT NULL,
    RatedOn TEXT NULL
) STRICT;
CREATE INDEX IX_TicketSatisfactions_RatedOn ON TicketSatisfactions (RatedOn, TicketId);
INSERT INTO TicketSatisfactions (TicketId, Score, Comment, UserId, At, RatedOn)
SELECT k.TicketId, k.Score, k.Comment, k.UserId, k.At, k.RatedOn FROM KeptSatisfactions k;

DROP TABLE KeptSatisfactions;
