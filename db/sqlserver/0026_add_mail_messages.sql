-- One outbox for every kind of mail, in the place of that of scheduled reports, SQL Server.

-- Kind names whoever writes the mail; SubjectId is a row that it is about, in a table of that kind's own, hence no foreign key.
-- Occurrence is the instant it was due, or what else tells it apart; DueAt is told to its writer, however late the mail leaves.
-- State is queued, preparing, sending, sent, failed or unknown; Claim is whoever works on it; Address is where it was last to go.
CREATE TABLE MailMessages (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_MailMessages PRIMARY KEY,
    Kind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SubjectId BIGINT NOT NULL,
    Occurrence NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    UserId BIGINT NOT NULL CONSTRAINT FK_MailMessages_UserId FOREIGN KEY REFERENCES Users (Id),
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
CREATE UNIQUE INDEX UX_MailMessages_Occurrence ON MailMessages (Kind, SubjectId, Occurrence, UserId);
CREATE INDEX IX_MailMessages_State ON MailMessages (State, NextAttemptAt);
CREATE INDEX IX_MailMessages_UserId ON MailMessages (UserId);

-- Under their own ids: pages that are open send them again by these.
SET IDENTITY_INSERT MailMessages ON;
INSERT INTO MailMessages (Id, Kind, SubjectId, Occurrence, UserId, DueAt, MessageKey, Address, State, Attempts, NextAttemptAt, Claim,
    ClaimedAt, SentAt, Problem, ProblemText)
SELECT m.Id, 'scheduled-report', m.ScheduleId, m.Occurrence, m.UserId, m.DueAt, m.MessageKey, m.Address, m.State, m.Attempts,
       m.NextAttemptAt, m.Claim, m.ClaimedAt, m.SentAt, m.Problem, m.ProblemText
FROM ReportMessages m
ORDER BY m.Id;
SET IDENTITY_INSERT MailMessages OFF;

DROP TABLE ReportMessages;
