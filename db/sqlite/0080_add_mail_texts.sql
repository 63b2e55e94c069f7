-- Texts of mail to whoever asks for something, SQLite: of a member, or of all without one; what is NULL is the product's.
CREATE TABLE MailTexts (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    MemberId INTEGER NULL REFERENCES Members (Id),
    Kind TEXT NOT NULL,
    Language TEXT NOT NULL,
    Subject TEXT NULL,
    Intro TEXT NULL,
    Signature TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_MailTexts_MemberId ON MailTexts (MemberId, Kind, Language);
