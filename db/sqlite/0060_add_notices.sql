-- What people are told of in the product, SQLite, and of what they want to be told.

-- Kind is one of NoticeKind. A step of a ticket is told to each once.
CREATE TABLE Notices (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    Kind TEXT NOT NULL,
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    EventId INTEGER NOT NULL,
    At TEXT NOT NULL,
    ReadAt TEXT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Notices_EventId ON Notices (EventId, UserId);
CREATE INDEX IX_Notices_UserId ON Notices (UserId, Id);
CREATE INDEX IX_Notices_UserId_ReadAt ON Notices (UserId, ReadAt);
CREATE INDEX IX_Notices_TicketId ON Notices (TicketId);

CREATE TABLE NoticeChoices (
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    Kind TEXT NOT NULL,
    IsShown INTEGER NOT NULL,
    IsMailed INTEGER NOT NULL,
    CONSTRAINT PK_NoticeChoices PRIMARY KEY (UserId, Kind)
) STRICT;

-- Steps of tickets that were told to whom they concern; those up to AfterEventId were there before anybody was told.
CREATE TABLE ToldEvents (
    EventId INTEGER NOT NULL CONSTRAINT PK_ToldEvents PRIMARY KEY
) STRICT;
CREATE TABLE NoticeStart (
    Id INTEGER NOT NULL CONSTRAINT PK_NoticeStart PRIMARY KEY,
    AfterEventId INTEGER NOT NULL
) STRICT;
INSERT INTO NoticeStart (Id, AfterEventId) SELECT 1, COALESCE(MAX(e.Id), 0) FROM TicketEvents e;
