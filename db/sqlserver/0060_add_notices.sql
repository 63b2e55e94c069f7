-- What people are told of in the product, SQL Server, and of what they want to be told.

-- Kind is one of NoticeKind. A step of a ticket is told to each once.
CREATE TABLE Notices (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Notices PRIMARY KEY,
    UserId BIGINT NOT NULL CONSTRAINT FK_Notices_UserId FOREIGN KEY REFERENCES Users (Id),
    Kind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TicketId BIGINT NOT NULL CONSTRAINT FK_Notices_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    EventId BIGINT NOT NULL,
    At DATETIME2(3) NOT NULL,
    ReadAt DATETIME2(3) NULL
);
CREATE UNIQUE INDEX UX_Notices_EventId ON Notices (EventId, UserId);
CREATE INDEX IX_Notices_UserId ON Notices (UserId, Id);
CREATE INDEX IX_Notices_UserId_ReadAt ON Notices (UserId, ReadAt);
CREATE INDEX IX_Notices_TicketId ON Notices (TicketId);

CREATE TABLE NoticeChoices (
    UserId BIGINT NOT NULL CONSTRAINT FK_NoticeChoices_UserId FOREIGN KEY REFERENCES Users (Id),
    Kind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    IsShown BIT NOT NULL,
    IsMailed BIT NOT NULL,
    CONSTRAINT PK_NoticeChoices PRIMARY KEY (UserId, Kind)
);

-- Steps of tickets that were told to whom they concern; those up to AfterEventId were there before anybody was told.
CREATE TABLE ToldEvents (
    EventId BIGINT NOT NULL CONSTRAINT PK_ToldEvents PRIMARY KEY
);
CREATE TABLE NoticeStart (
    Id BIGINT NOT NULL CONSTRAINT PK_NoticeStart PRIMARY KEY,
    AfterEventId BIGINT NOT NULL
);
INSERT INTO NoticeStart (Id, AfterEventId) SELECT 1, COALESCE(MAX(e.Id), 0) FROM TicketEvents e;
