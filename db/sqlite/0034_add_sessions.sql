-- Sessions that are open, and when they and tokens were last used: for those who look after accounts, SQLite.

-- What ends a session is in EndedSessions and the account's stamp; a row here only tells of one, for as long as it may last.
CREATE TABLE UserSessions (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    SessionKey TEXT NOT NULL,
    OpenedAt TEXT NOT NULL,
    LastUsedAt TEXT NOT NULL,
    Source TEXT NOT NULL,
    Device TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_UserSessions_SessionKey ON UserSessions (SessionKey);
CREATE INDEX IX_UserSessions_UserId ON UserSessions (UserId, OpenedAt);
CREATE INDEX IX_UserSessions_OpenedAt ON UserSessions (OpenedAt);

ALTER TABLE ApiTokens ADD COLUMN LastUsedAt TEXT NULL;
