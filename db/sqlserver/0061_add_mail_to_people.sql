-- Mail to people without an account, SQL Server.

-- RecipientKey tells recipients apart: 'user:12', or the address. Those without an account have name, address and language beside it.
CREATE TABLE MailMessagesBefore (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_MailMessagesBefore PRIMARY KEY,
    Kind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SubjectId BIGINT NOT NULL,
    Occurrence NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    UserId BIGINT NOT NULL,
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
SET IDENTITY_INSERT MailMessagesBefore ON;
INSERT INTO MailMessagesBefore (Id, Kind, SubjectId, Occurrence, UserId, DueAt, MessageKey, Address, State, Attempts, NextAttemptAt, Claim, ClaimedAt, SentAt, Problem, ProblemText)
SELECT m.Id, m.Kind, m.SubjectId, m.Occurrence, m.UserId, m.DueAt, m.MessageKey, m.Address, m.State, m.Attempts, m.NextAttemptAt, m.Claim,
       m.ClaimedAt, m.SentAt, m.Problem, m.ProblemText
FROM MailMessages m
ORDER BY m.Id;
SET IDENTITY_INSERT MailMessagesBefore OFF;
DROP TABLE MailMessages;
GO

CREATE TABLE MailMessages (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_MailMessages PRIMARY KEY,
    Kind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SubjectId BIGINT NOT NULL,
    Occurrence NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    RecipientKey NVARCHAR(260) COLLATE Latin1_General_100_BIN2 NOT NULL,
    UserId BIGINT NULL CONSTRAINT FK_MailMessages_UserId FOREIGN KEY REFERENCES Users (Id),
    RecipientName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    RecipientAddress NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NULL,
    RecipientLanguage NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NULL,
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
CREATE UNIQUE INDEX UX_MailMessages_Occurrence ON MailMessages (Kind, SubjectId, Occurrence, RecipientKey);
CREATE INDEX IX_MailMessages_State ON MailMessages (State, NextAttemptAt);
CREATE INDEX IX_MailMessages_UserId ON MailMessages (UserId);
CREATE INDEX IX_MailMessages_MessageKey ON MailMessages (MessageKey);
GO

SET IDENTITY_INSERT MailMessages ON;
INSERT INTO MailMessages (Id, Kind, SubjectId, Occurrence, RecipientKey, UserId, DueAt, MessageKey, Address, State, Attempts, NextAttemptAt,
    Claim, ClaimedAt, SentAt, Problem, ProblemText)
SELECT m.Id, m.Kind, m.SubjectId, m.Occurrence, CONCAT('user:', m.UserId), m.UserId, m.DueAt, m.MessageKey, m.Address, m.State, m.Attempts,
       m.NextAttemptAt, m.Claim, m.ClaimedAt, m.SentAt, m.Problem, m.ProblemText
FROM MailMessagesBefore m
ORDER BY m.Id;
SET IDENTITY_INSERT MailMessages OFF;
DROP TABLE MailMessagesBefore;
