-- Who rates a ticket from a mail may have no account.
CREATE TABLE KeptSatisfactions (
    TicketId BIGINT NOT NULL,
    Score INT NOT NULL,
    Comment NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NULL,
    UserId BIGINT NULL,
    At DATETIME2(3) NOT NULL,
    RatedOn DATE NULL
);
GO
INSERT INTO KeptSatisfactions (TicketId, Score, Comment, UserId, At, RatedOn)
SELECT s.TicketId, s.Score, s.Comment, s.UserId, s.At, s.RatedOn FROM TicketSatisfactions s;
GO

DROP TABLE TicketSatisfactions;
GO

CREATE TABLE TicketSatisfactions (
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketSatisfactions_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    Score INT NOT NULL,
    Comment NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NULL,
    UserId BIGINT NULL CONSTRAINT FK_TicketSatisfactions_UserId FOREIGN KEY REFERENCES Users (Id),
    At DATETIME2(3) NOT NULL,
    RatedOn DATE NULL,
    CONSTRAINT PK_TicketSatisfactions PRIMARY KEY (TicketId)
);
CREATE INDEX IX_TicketSatisfactions_RatedOn ON TicketSatisfactions (RatedOn, TicketId);
GO
INSERT INTO TicketSatisfactions (TicketId, Score, Comment, UserId, At, RatedOn)
SELECT k.TicketId, k.Score, k.Comment, k.UserId, k.At, k.RatedOn FROM KeptSatisfactions k;
GO

DROP TABLE KeptSatisfactions;
