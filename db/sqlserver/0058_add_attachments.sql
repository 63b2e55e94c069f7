-- Files, SQL Server: kept once by their content, under as many names as they were sent with, attached to whatever shows them.

CREATE TABLE FileContents (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_FileContents PRIMARY KEY,
    Sha256 NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SizeBytes BIGINT NOT NULL,
    AddedAt DATETIME2(3) NOT NULL
);
CREATE UNIQUE INDEX UX_FileContents_Sha256 ON FileContents (Sha256);

CREATE TABLE FileChunks (
    ContentId BIGINT NOT NULL CONSTRAINT FK_FileChunks_ContentId FOREIGN KEY REFERENCES FileContents (Id),
    Number INT NOT NULL,
    Content VARBINARY(MAX) NOT NULL,
    CONSTRAINT PK_FileChunks PRIMARY KEY (ContentId, Number)
);

CREATE TABLE Attachments (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Attachments PRIMARY KEY,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MediaType NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ContentId BIGINT NOT NULL CONSTRAINT FK_Attachments_ContentId FOREIGN KEY REFERENCES FileContents (Id),
    AddedByUserId BIGINT NULL CONSTRAINT FK_Attachments_AddedByUserId FOREIGN KEY REFERENCES Users (Id),
    AddedAt DATETIME2(3) NOT NULL
);
CREATE INDEX IX_Attachments_ContentId ON Attachments (ContentId);
CREATE INDEX IX_Attachments_AddedByUserId ON Attachments (AddedByUserId, AddedAt);
CREATE INDEX IX_Attachments_AddedAt ON Attachments (AddedAt);

-- SubjectId is a row in a table of SubjectKind's own, MessageId one of its messages, hence no foreign keys.
CREATE TABLE AttachmentLinks (
    AttachmentId BIGINT NOT NULL CONSTRAINT FK_AttachmentLinks_AttachmentId FOREIGN KEY REFERENCES Attachments (Id),
    SubjectKind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SubjectId BIGINT NOT NULL,
    MessageId BIGINT NULL,
    IsInternal BIT NOT NULL,
    LinkedByUserId BIGINT NULL CONSTRAINT FK_AttachmentLinks_LinkedByUserId FOREIGN KEY REFERENCES Users (Id),
    LinkedAt DATETIME2(3) NOT NULL,
    CONSTRAINT PK_AttachmentLinks PRIMARY KEY (AttachmentId, SubjectKind, SubjectId)
);
CREATE INDEX IX_AttachmentLinks_SubjectId ON AttachmentLinks (SubjectId, SubjectKind, AttachmentId);
CREATE INDEX IX_AttachmentLinks_LinkedByUserId ON AttachmentLinks (LinkedByUserId);
