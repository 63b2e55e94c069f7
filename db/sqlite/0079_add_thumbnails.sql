-- Small versions of pictures, SQLite: made by the browser that sent them.
CREATE TABLE Thumbnails (
    AttachmentId INTEGER NOT NULL CONSTRAINT PK_Thumbnails PRIMARY KEY REFERENCES Attachments (Id),
    MediaType TEXT NOT NULL,
    Content BLOB NOT NULL
) STRICT;
