-- Passwords that somebody has forgotten: what was asked, and what became of it, SQL Server.

-- UserId is null where nobody has the login or address that was asked for: those are counted alike. The link itself is kept nowhere:
-- its text is sealed, and names the row.
CREATE TABLE PasswordResets (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_PasswordResets PRIMARY KEY,
    UserId BIGINT NULL CONSTRAINT FK_PasswordResets_UserId FOREIGN KEY REFERENCES Users (Id),
    Source NVARCHAR(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
    AskedAt DATETIME2(3) NOT NULL,
    EndsAt DATETIME2(3) NOT NULL,
    QueuedAt DATETIME2(3) NULL,
    UsedAt DATETIME2(3) NULL
);
CREATE INDEX IX_PasswordResets_Source ON PasswordResets (Source, AskedAt);
CREATE INDEX IX_PasswordResets_UserId ON PasswordResets (UserId, AskedAt);
CREATE INDEX IX_PasswordResets_AskedAt ON PasswordResets (AskedAt);
