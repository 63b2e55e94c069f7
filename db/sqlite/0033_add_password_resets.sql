-- Passwords that somebody has forgotten: what was asked, and what became of it, SQLite.

-- UserId is null where nobody has the login or address that was asked for: those are counted alike. The link itself is kept nowhere:
-- its text is sealed, and names the row.
CREATE TABLE PasswordResets (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    UserId INTEGER NULL REFERENCES Users (Id),
    Source TEXT NOT NULL,
    AskedAt TEXT NOT NULL,
    EndsAt TEXT NOT NULL,
    QueuedAt TEXT NULL,
    UsedAt TEXT NULL
) STRICT;
CREATE INDEX IX_PasswordResets_Source ON PasswordResets (Source, AskedAt);
CREATE INDEX IX_PasswordResets_UserId ON PasswordResets (UserId, AskedAt);
CREATE INDEX IX_PasswordResets_AskedAt ON PasswordResets (AskedAt);
