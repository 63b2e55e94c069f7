-- What people of a member contest, and what was answered, SQL Server.

-- Address is where in the product the contested line or figure is; State is open, accepted or rejected.
CREATE TABLE Disputes (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Disputes PRIMARY KEY,
    MemberId BIGINT NOT NULL CONSTRAINT FK_Disputes_MemberId FOREIGN KEY REFERENCES Members (Id),
    Subject NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Address NVARCHAR(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    State NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Answer NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NULL,
    OpenedAt DATETIME2(3) NOT NULL,
    OpenedByUserId BIGINT NULL CONSTRAINT FK_Disputes_OpenedByUserId FOREIGN KEY REFERENCES Users (Id),
    AnsweredAt DATETIME2(3) NULL,
    AnsweredByUserId BIGINT NULL CONSTRAINT FK_Disputes_AnsweredByUserId FOREIGN KEY REFERENCES Users (Id),
    Version INT NOT NULL
);
CREATE INDEX IX_Disputes_MemberId ON Disputes (MemberId, Id);
CREATE INDEX IX_Disputes_State ON Disputes (State, Id);
