-- What people are told of somebody's time, SQL Server: beside the steps of tickets, which ToldEvents tells once each.
CREATE TABLE NoticesBefore (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_NoticesBefore PRIMARY KEY,
    UserId BIGINT NOT NULL,
    Kind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TicketId BIGINT NOT NULL,
    EventId BIGINT NOT NULL,
    At DATETIME2(3) NOT NULL,
    ReadAt DATETIME2(3) NULL
);
SET IDENTITY_INSERT NoticesBefore ON;
INSERT INTO NoticesBefore (Id, UserId, Kind, TicketId, EventId, At, ReadAt)
SELECT n.Id, n.UserId, n.Kind, n.TicketId, n.EventId, n.At, n.ReadAt
FROM Notices n
ORDER BY n.Id;
SET IDENTITY_INSERT NoticesBefore OFF;
DROP TABLE Notices;
GO

-- Of a ticket: TicketId and EventId. Of time: AgentId, whose it is, Period, '2026-W48' or '2026-11' where it is of one, and who did it.
CREATE TABLE Notices (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Notices PRIMARY KEY,
    UserId BIGINT NOT NULL CONSTRAINT FK_Notices_UserId FOREIGN KEY REFERENCES Users (Id),
    Kind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TicketId BIGINT NULL CONSTRAINT FK_Notices_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    EventId BIGINT NULL,
    AgentId BIGINT NULL CONSTRAINT FK_Notices_AgentId FOREIGN KEY REFERENCES Agents (Id),
    Period NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL,
    ByUserId BIGINT NULL CONSTRAINT FK_Notices_ByUserId FOREIGN KEY REFERENCES Users (Id),
    At DATETIME2(3) NOT NULL,
    ReadAt DATETIME2(3) NULL
);
CREATE INDEX IX_Notices_UserId ON Notices (UserId, Id);
CREATE INDEX IX_Notices_UserId_ReadAt ON Notices (UserId, ReadAt);
CREATE INDEX IX_Notices_TicketId ON Notices (TicketId);
CREATE INDEX IX_Notices_AgentId ON Notices (AgentId, Kind);
CREATE INDEX IX_Notices_ByUserId ON Notices (ByUserId);
GO

SET IDENTITY_INSERT Notices ON;
INSERT INTO Notices (Id, UserId, Kind, TicketId, EventId, At, ReadAt)
SELECT n.Id, n.UserId, n.Kind, n.TicketId, n.EventId, n.At, n.ReadAt
FROM NoticesBefore n
ORDER BY n.Id;
SET IDENTITY_INSERT Notices OFF;
DROP TABLE NoticesBefore;
