-- Small versions of pictures, SQL Server: made by the browser that sent them.
CREATE TABLE Thumbnails (
    AttachmentId BIGINT NOT NULL CONSTRAINT PK_Thumbnails PRIMARY KEY
        CONSTRAINT FK_Thumbnails_AttachmentId FOREIGN KEY REFERENCES Attachments (Id),
    MediaType NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Content VARBINARY(MAX) NOT NULL
);
