-- Texts of mail to whoever asks for something, SQL Server: of a member, or of all without one; what is NULL is the product's.
CREATE TABLE MailTexts (
    Id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_MailTexts PRIMARY KEY,
    MemberId BIGINT NULL CONSTRAINT FK_MailTexts_MemberId FOREIGN KEY REFERENCES Members (Id),
    Kind NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Language NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Subject NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    Intro NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    Signature NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    Version BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_MailTexts_MemberId ON MailTexts (MemberId, Kind, Language);
