-- When mail about tickets may come, SQLite: minutes of the day in Paris. With DigestAt, one mail a day tells all.
CREATE TABLE NoticeHours (
    UserId INTEGER NOT NULL CONSTRAINT PK_NoticeHours PRIMARY KEY REFERENCES Users (Id),
    QuietFromMinutes INTEGER NULL,
    QuietUntilMinutes INTEGER NULL,
    DigestAtMinutes INTEGER NULL
) STRICT;

-- Steps of tickets that a digest tells, and why its reader is told; a step concerns each once.
CREATE TABLE DigestSteps (
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    EventId INTEGER NOT NULL,
    TicketId INTEGER NOT NULL,
    Role TEXT NOT NULL,
    At TEXT NOT NULL,
    CONSTRAINT PK_DigestSteps PRIMARY KEY (UserId, EventId)
) STRICT;
CREATE INDEX IX_DigestSteps_At ON DigestSteps (At);
