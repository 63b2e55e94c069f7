-- Everything that is said in a dispute, and the line it is about, SQLite.

-- LineKind is time-entry, ticket, intervention or training-session: its history since the dispute is the correction. AnswerSeenAt is blank while the member has not read the answer.
ALTER TABLE Disputes ADD COLUMN LineKind TEXT NULL;
ALTER TABLE Disputes ADD COLUMN LineId INTEGER NULL;
ALTER TABLE Disputes ADD COLUMN AnswerSeenAt TEXT NULL;

-- State is what the dispute became; Figure is the contested figure at that moment, as printed.
CREATE TABLE DisputeEvents (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    DisputeId INTEGER NOT NULL REFERENCES Disputes (Id),
    At TEXT NOT NULL,
    UserId INTEGER NULL REFERENCES Users (Id),
    State TEXT NOT NULL,
    Text TEXT NOT NULL,
    Figure TEXT NULL
) STRICT;
CREATE INDEX IX_DisputeEvents_DisputeId ON DisputeEvents (DisputeId, Id);

INSERT INTO DisputeEvents (DisputeId, At, UserId, State, Text) SELECT d.Id, d.OpenedAt, d.OpenedByUserId, 'open', d.Reason FROM Disputes d ORDER BY d.Id;
INSERT INTO DisputeEvents (DisputeId, At, UserId, State, Text) SELECT d.Id, d.AnsweredAt, d.AnsweredByUserId, d.State, d.Answer FROM Disputes d WHERE d.AnsweredAt IS NOT NULL AND d.Answer IS NOT NULL ORDER BY d.Id;
