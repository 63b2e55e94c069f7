-- Mail addresses of accounts; reports sent on a schedule, and the messages that carry them, SQL Server.

-- Language is that of the mails somebody gets: fr where there is none, or en.
ALTER TABLE Users ADD Email NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE Users ADD Language NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NULL;

-- Content is table, workbook or document; TableCode, a built-in or saved table, is not a key: either may go.
-- Weekday is 1 (Monday) to 7; DayOfMonth is 1 to 31, the last day in shorter months; Hour is of Paris.
-- Only what falls due after ActiveSinceAt is sent; LastDueAt is the last occurrence whose messages were queued.
CREATE TABLE ReportSchedules (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReportSchedules PRIMARY KEY,
    OwnerUserId BIGINT NOT NULL CONSTRAINT FK_ReportSchedules_OwnerUserId FOREIGN KEY REFERENCES Users (Id),
    Title NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Content NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TableCode NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    Period NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Format NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Frequency NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Weekday INT NULL,
    DayOfMonth INT NULL,
    Hour INT NOT NULL,
    IsActive BIT NOT NULL,
    ActiveSinceAt DATETIME2(3) NOT NULL,
    LastDueAt DATETIME2(3) NULL,
    Version INT NOT NULL
);
CREATE INDEX IX_ReportSchedules_OwnerUserId ON ReportSchedules (OwnerUserId);

CREATE TABLE ReportScheduleRecipients (
    ScheduleId BIGINT NOT NULL CONSTRAINT FK_ReportScheduleRecipients_ScheduleId FOREIGN KEY REFERENCES ReportSchedules (Id),
    UserId BIGINT NOT NULL CONSTRAINT FK_ReportScheduleRecipients_UserId FOREIGN KEY REFERENCES Users (Id),
    CONSTRAINT PK_ReportScheduleRecipients PRIMARY KEY (ScheduleId, UserId)
);
CREATE INDEX IX_ReportScheduleRecipients_UserId ON ReportScheduleRecipients (UserId);

-- Occurrence is the instant it was due, or what sets a message apart that somebody asked for. DueAt fixes the period.
-- State is queued, preparing, sending, sent, failed or unknown; Claim is whoever works on it.
CREATE TABLE ReportMessages (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReportMessages PRIMARY KEY,
    ScheduleId BIGINT NOT NULL CONSTRAINT FK_ReportMessages_ScheduleId FOREIGN KEY REFERENCES ReportSchedules (Id),
    UserId BIGINT NOT NULL CONSTRAINT FK_ReportMessages_UserId FOREIGN KEY REFERENCES Users (Id),
    Occurrence NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DueAt DATETIME2(3) NOT NULL,
    MessageKey NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Address NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NULL,
    State NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Attempts INT NOT NULL,
    NextAttemptAt DATETIME2(3) NOT NULL,
    Claim NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NULL,
    ClaimedAt DATETIME2(3) NULL,
    SentAt DATETIME2(3) NULL,
    Problem NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NULL,
    ProblemText NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE UNIQUE INDEX UX_ReportMessages_Occurrence ON ReportMessages (ScheduleId, Occurrence, UserId);
CREATE INDEX IX_ReportMessages_State ON ReportMessages (State, NextAttemptAt);
CREATE INDEX IX_ReportMessages_UserId ON ReportMessages (UserId);
