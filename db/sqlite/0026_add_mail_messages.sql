-- One outbox for every kind of mail, in the place of that of scheduled reports, SQLite.

-- Kind names whoever writes the mail; SubjectId is a row that it is about, in a table of that kind's own, hence no foreign key.
-- Occurrence is the instant it was due, or what else tells it apart; DueAt is told to its writer, however late the mail leaves.
-- State is queued, preparing, sending, sent, failed or unknown; Claim is whoever works on it; Address is where it was last to go.
CREATE TABLE MailMessages (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Kind TEXT NOT NULL,
    SubjectId INTEGER NOT NULL,
    Occurrence TEXT NOT NULL,
    UserId INTEGER NOT NULL REFERENCES Users (Id),
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
CREATE UNIQUE INDEX UX_MailMessages_Occurrence ON MailMessages (Kind, SubjectId, Occurrence, UserId);
CREATE INDEX IX_MailMessages_State ON MailMessages (State, NextAttemptAt);
CREATE INDEX IX_MailMessages_UserId ON MailMessages (UserId);

-- Under their own ids: pages that are open send them again by these.
INSERT INTO MailMessages (Id, Kind, SubjectId, Occurrence, UserId, DueAt, MessageKey, Address, State, Attempts, NextAttemptAt, Claim,
    ClaimedAt, SentAt, Problem, ProblemText)
SELECT m.Id, 'scheduled-report', m.ScheduleId, m.Occurrence, m.UserId, m.DueAt, m.MessageKey, m.Address, m.State, m.Attempts,
       m.NextAttemptAt, m.Claim, m.ClaimedAt, m.SentAt, m.Problem, m.ProblemText
FROM ReportMessages m
ORDER BY m.Id;

DROP TABLE ReportMessages;
