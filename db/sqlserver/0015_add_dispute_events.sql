-- Everything that is said in a dispute, and the line it is about, SQL Server.

-- LineKind is time-entry, ticket, intervention or training-session: its history since the dispute is the correction. AnswerSeenAt is blank while the member has not read the answer.
ALTER TABLE Disputes ADD LineKind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE Disputes ADD LineId BIGINT NULL;
ALTER TABLE Disputes ADD AnswerSeenAt DATETIME2(3) NULL;

-- State is what the dispute became; Figure is the contested figure at that moment, as printed.
CREATE TABLE DisputeEvents (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_DisputeEvents PRIMARY KEY,
    DisputeId BIGINT NOT NULL CONSTRAINT FK_DisputeEvents_DisputeId FOREIGN KEY REFERENCES Disputes (Id),
    At DATETIME2(3) NOT NULL,
    UserId BIGINT NULL CONSTRAINT FK_DisputeEvents_UserId FOREIGN KEY REFERENCES Users (Id),
    State NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Text NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Figure NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE INDEX IX_DisputeEvents_DisputeId ON DisputeEvents (DisputeId, Id);

INSERT INTO DisputeEvents (DisputeId, At, UserId, State, Text) SELECT d.Id, d.OpenedAt, d.OpenedByUserId, 'open', d.Reason FROM Disputes d ORDER BY d.Id;
INSERT INTO DisputeEvents (DisputeId, At, UserId, State, Text) SELECT d.Id, d.AnsweredAt, d.AnsweredByUserId, d.State, d.Answer FROM Disputes d WHERE d.AnsweredAt IS NOT NULL AND d.Answer IS NOT NULL ORDER BY d.Id;
