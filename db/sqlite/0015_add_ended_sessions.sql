-- Sessions that somebody signed out of, until their cookies would have ended anyway, SQLite.

CREATE TABLE EndedSessions (
    SessionKey TEXT NOT NULL PRIMARY KEY,
    EndsAt TEXT NOT NULL
) STRICT;
CREATE INDEX IX_EndedSessions_EndsAt ON EndedSessions (EndsAt);
