-- Mail addresses of accounts; reports sent on a schedule, and the messages that carry them, SQLite.

-- Language is that of the mails somebody gets: fr where there is none, or en.
ALTER TABLE Users ADD COLUMN Email TEXT NULL;
ALTER TABLE Users ADD COLUMN Language TEXT NULL;

-- Content is table, workbook or document; TableCode, a built-in or saved table, is not a key: either may go.
-- Weekday is 1 (Monday) to 7; DayOfMonth is 1 to 31, the last day in shorter months; Hour is of Paris.
-- Only what falls due after ActiveSinceAt is sent; LastDueAt is the last occurrence whose messages were queued.
CREATE TABLE ReportSchedules (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    OwnerUserId INTEGER NOT NULL REFERENCES Users (Id),
    Title TEXT NOT NULL,
    Content TEXT NOT NULL,
    TableCode TEXT NULL,
    Period TEXT NOT NULL,
    Format TEXT NOT NULL,
    Frequency TEXT NOT NULL,
    Weekday INTEGER NULL,
    DayOfMonth INTEGER NULL,
    Hour INTEGER NOT NULL,
    IsActive INTEGER NOT NULL,
    ActiveSinceAt TEXT NOT NULL,
    LastDueAt TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_ReportSchedules_OwnerUserId ON ReportSchedules (OwnerUserId);

CREATE TABLE ReportScheduleRecipients (
    ScheduleId INTEGER NOT NULL REFERENCES ReportSchedules (Id),
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    PRIMARY KEY (ScheduleId, UserId)
) STRICT;
CREATE INDEX IX_ReportScheduleRecipients_UserId ON ReportScheduleRecipients (UserId);

-- Occurrence is the instant it was due, or what sets a message apart that somebody asked for. DueAt fixes the period.
-- State is queued, preparing, sending, sent, failed or unknown; Claim is whoever works on it.
CREATE TABLE ReportMessages (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ScheduleId INTEGER NOT NULL REFERENCES ReportSchedules (Id),
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    Occurrence TEXT NOT NULL,
    DueAt TEXT NOT NULL,
    MessageKey TEXT NOT NULL,
    Address TEXT NULL,
    State TEXT NOT NULL,
    Attempts INTEGER NOT NULL,
    NextAttemptAt TEXT NOT NULL,
    Claim TEXT NULL,
    ClaimedAt TEXT NULL,
    SentAt TEXT NULL,
    Problem TEXT NULL,
    ProblemText TEXT NULL
) STRICT;
CREATE UNIQUE INDEX UX_ReportMessages_Occurrence ON ReportMessages (ScheduleId, Occurrence, UserId);
CREATE INDEX IX_ReportMessages_State ON ReportMessages (State, NextAttemptAt);
CREATE INDEX IX_ReportMessages_UserId ON ReportMessages (UserId);
