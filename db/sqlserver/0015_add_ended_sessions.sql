-- Sessions that somebody signed out of, until their cookies would have ended anyway, SQL Server.

CREATE TABLE EndedSessions (
    SessionKey NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_EndedSessions PRIMARY KEY,
    EndsAt DATETIME2(3) NOT NULL
);
CREATE INDEX IX_EndedSessions_EndsAt ON EndedSessions (EndsAt);
