-- Files, SQLite: kept once by their content, under as many names as they were sent with, attached to whatever shows them.

CREATE TABLE FileContents (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Sha256 TEXT NOT NULL,
    SizeBytes INTEGER NOT NULL,
    AddedAt TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_FileContents_Sha256 ON FileContents (Sha256);

CREATE TABLE FileChunks (
    ContentId INTEGER NOT NULL REFERENCES FileContents (Id),
    Number INTEGER NOT NULL,
    Content BLOB NOT NULL,
    CONSTRAINT PK_FileChunks PRIMARY KEY (ContentId, Number)
) STRICT;

CREATE TABLE Attachments (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Name TEXT NOT NULL,
    MediaType TEXT NOT NULL,
    ContentId INTEGER NOT NULL REFERENCES FileContents (Id),
    AddedByUserId INTEGER NULL REFERENCES Users (Id),
    AddedAt TEXT NOT NULL
) STRICT;
CREATE INDEX IX_Attachments_ContentId ON Attachments (ContentId);
CREATE INDEX IX_Attachments_AddedByUserId ON Attachments (AddedByUserId, AddedAt);
CREATE INDEX IX_Attachments_AddedAt ON Attachments (AddedAt);

-- SubjectId is a row in a table of SubjectKind's own, MessageId one of its messages, hence no foreign keys.
CREATE TABLE AttachmentLinks (
    AttachmentId INTEGER NOT NULL REFERENCES Attachments (Id),
    SubjectKind TEXT NOT NULL,
    SubjectId INTEGER NOT NULL,
    MessageId INTEGER NULL,
    IsInternal INTEGER NOT NULL,
    LinkedByUserId INTEGER NULL REFERENCES Users (Id),
    LinkedAt TEXT NOT NULL,
    CONSTRAINT PK_AttachmentLinks PRIMARY KEY (AttachmentId, SubjectKind, SubjectId)
) STRICT;
CREATE INDEX IX_AttachmentLinks_SubjectId ON AttachmentLinks (SubjectId, SubjectKind, AttachmentId);
CREATE INDEX IX_AttachmentLinks_LinkedByUserId ON AttachmentLinks (LinkedByUserId);
