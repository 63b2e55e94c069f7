-- Failed sign-ins, by login and by where they come from, until they are forgotten, SQL Server.

-- LoginKey is the account's id, or a bucket of unknown logins: what people type there may be their password.
CREATE TABLE SignInFailures (
    LoginKey NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Source NVARCHAR(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
    UserId BIGINT NULL CONSTRAINT FK_SignInFailures_UserId FOREIGN KEY REFERENCES Users (Id),
    Failures INT NOT NULL,
    LastFailedAt DATETIME2(3) NOT NULL,
    BlockedUntilAt DATETIME2(3) NULL,
    CONSTRAINT PK_SignInFailures PRIMARY KEY (LoginKey, Source)
);
CREATE INDEX IX_SignInFailures_LastFailedAt ON SignInFailures (LastFailedAt);
