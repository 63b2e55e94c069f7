-- Sessions that are open, and when they and tokens were last used: for those who look after accounts, SQL Server.

-- What ends a session is in EndedSessions and the account's stamp; a row here only tells of one, for as long as it may last.
CREATE TABLE UserSessions (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_UserSessions PRIMARY KEY,
    UserId BIGINT NOT NULL CONSTRAINT FK_UserSessions_UserId FOREIGN KEY REFERENCES Users (Id),
    SessionKey NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    OpenedAt DATETIME2(3) NOT NULL,
    LastUsedAt DATETIME2(3) NOT NULL,
    Source NVARCHAR(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Device NVARCHAR(80) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE UNIQUE INDEX UX_UserSessions_SessionKey ON UserSessions (SessionKey);
CREATE INDEX IX_UserSessions_UserId ON UserSessions (UserId, OpenedAt);
CREATE INDEX IX_UserSessions_OpenedAt ON UserSessions (OpenedAt);

ALTER TABLE ApiTokens ADD LastUsedAt DATETIME2(3) NULL;
