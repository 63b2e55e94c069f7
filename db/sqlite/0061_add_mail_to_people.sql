-- Mail to people without an account, SQLite.

-- RecipientKey tells recipients apart: 'user:12', or the address. Those without an account have name, address and language beside it.
CREATE TABLE MailMessagesBefore (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Kind TEXT NOT NULL,
    SubjectId INTEGER NOT NULL,
    Occurrence TEXT NOT NULL,
    UserId INTEGER NOT NULL,
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
INSERT INTO MailMessagesBefore (Id, Kind, SubjectId, Occurrence, UserId, DueAt, MessageKey, Address, State, Attempts, NextAttemptAt, Claim, ClaimedAt, SentAt, Problem, ProblemText)
SELECT m.Id, m.Kind, m.SubjectId, m.Occurrence, m.UserId, m.DueAt, m.MessageKey, m.Address, m.State, m.Attempts, m.NextAttemptAt, m.Claim,
       m.ClaimedAt, m.SentAt, m.Problem, m.ProblemText
FROM MailMessages m
ORDER BY m.Id;
DROP TABLE MailMessages;

CREATE TABLE MailMessages (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Kind TEXT NOT NULL,
    SubjectId INTEGER NOT NULL,
    Occurrence TEXT NOT NULL,
    RecipientKey TEXT NOT NULL,
    UserId INTEGER NULL REFERENCES Users (Id),
    RecipientName TEXT NULL,
    RecipientAddress TEXT NULL,
    RecipientLanguage TEXT NULL,
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
CREATE UNIQUE INDEX UX_MailMessages_Occurrence ON MailMessages (Kind, SubjectId, Occurrence, RecipientKey);
CREATE INDEX IX_MailMessages_State ON MailMessages (State, NextAttemptAt);
CREATE INDEX IX_MailMessages_UserId ON MailMessages (UserId);
CREATE INDEX IX_MailMessages_MessageKey ON MailMessages (MessageKey);

INSERT INTO MailMessages (Id, Kind, SubjectId, Occurrence, RecipientKey, UserId, DueAt, MessageKey, Address, State, Attempts, NextAttemptAt,
    Claim, ClaimedAt, SentAt, Problem, ProblemText)
SELECT m.Id, m.Kind, m.SubjectId, m.Occurrence, CONCAT('user:', m.UserId), m.UserId, m.DueAt, m.MessageKey, m.Address, m.State, m.Attempts,
       m.NextAttemptAt, m.Claim, m.ClaimedAt, m.SentAt, m.Problem, m.ProblemText
FROM MailMessagesBefore m
ORDER BY m.Id;
DROP TABLE MailMessagesBefore;
