-- When mail about tickets may come, SQL Server: minutes of the day in Paris. With DigestAt, one mail a day tells all.
CREATE TABLE NoticeHours (
    UserId BIGINT NOT NULL CONSTRAINT PK_NoticeHours PRIMARY KEY CONSTRAINT FK_NoticeHours_UserId FOREIGN KEY REFERENCES Users (Id),
    QuietFromMinutes INT NULL,
    QuietUntilMinutes INT NULL,
    DigestAtMinutes INT NULL
);

-- Steps of tickets that a digest tells, and why its reader is told; a step concerns each once.
CREATE TABLE DigestSteps (
    UserId BIGINT NOT NULL CONSTRAINT FK_DigestSteps_UserId FOREIGN KEY REFERENCES Users (Id),
    EventId BIGINT NOT NULL,
    TicketId BIGINT NOT NULL,
    Role NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    At DATETIME2(3) NOT NULL,
    CONSTRAINT PK_DigestSteps PRIMARY KEY (UserId, EventId)
);
CREATE INDEX IX_DigestSteps_At ON DigestSteps (At);
