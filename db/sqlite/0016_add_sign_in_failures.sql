-- Failed sign-ins, by login and by where they come from, until they are forgotten, SQLite.

-- LoginKey is the account's id, or a bucket of unknown logins: what people type there may be their password.
CREATE TABLE SignInFailures (
    LoginKey TEXT NOT NULL,
    Source TEXT NOT NULL,
    UserId INTEGER NULL REFERENCES Users (Id),
    Failures INTEGER NOT NULL,
    LastFailedAt TEXT NOT NULL,
    BlockedUntilAt TEXT NULL,
    CONSTRAINT PK_SignInFailures PRIMARY KEY (LoginKey, Source)
) STRICT;
CREATE INDEX IX_SignInFailures_LastFailedAt ON SignInFailures (LastFailedAt);
