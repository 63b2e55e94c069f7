-- What people are told of somebody's time, SQLite: beside the steps of tickets, which ToldEvents tells once each.
CREATE TABLE NoticesBefore (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    UserId INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    TicketId INTEGER NOT NULL,
    EventId INTEGER NOT NULL,
    At TEXT NOT NULL,
    ReadAt TEXT NULL
) STRICT;
INSERT INTO NoticesBefore (Id, UserId, Kind, TicketId, EventId, At, ReadAt)
SELECT n.Id, n.UserId, n.Kind, n.TicketId, n.EventId, n.At, n.ReadAt
FROM Notices n
ORDER BY n.Id;
DROP TABLE Notices;

-- Of a ticket: TicketId and EventId. Of time: AgentId, whose it is, Period, '2026-W48' or '2026-11' where it is of one, and who did it.
CREATE TABLE Notices (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    Kind TEXT NOT NULL,
    TicketId INTEGER NULL REFERENCES Tickets (Id),
    EventId INTEGER NULL,
    AgentId INTEGER NULL REFERENCES Agents (Id),
    Period TEXT NULL,
    ByUserId INTEGER NULL REFERENCES Users (Id),
    At TEXT NOT NULL,
    ReadAt TEXT NULL
) STRICT;
CREATE INDEX IX_Notices_UserId ON Notices (UserId, Id);
CREATE INDEX IX_Notices_UserId_ReadAt ON Notices (UserId, ReadAt);
CREATE INDEX IX_Notices_TicketId ON Notices (TicketId);
CREATE INDEX IX_Notices_AgentId ON Notices (AgentId, Kind);
CREATE INDEX IX_Notices_ByUserId ON Notices (ByUserId);

INSERT INTO Notices (Id, UserId, Kind, TicketId, EventId, At, ReadAt)
SELECT n.Id, n.UserId, n.Kind, n.TicketId, n.EventId, n.At, n.ReadAt
FROM NoticesBefore n
ORDER BY n.Id;
DROP TABLE NoticesBefore;
