-- Texts of the report's chapters, and documents published with an edition, SQLite.

-- A row per year and chapter; State is draft, submitted or reviewed. ReviewComment is why a reviewer sent it back.
CREATE TABLE ChapterTexts (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Year INTEGER NOT NULL,
    Chapter TEXT NOT NULL,
    Markdown TEXT NOT NULL,
    State TEXT NOT NULL,
    ChangedAt TEXT NOT NULL,
    ChangedByUserId INTEGER NULL REFERENCES Users (Id),
    ReviewedAt TEXT NULL,
    ReviewedByUserId INTEGER NULL REFERENCES Users (Id),
    ReviewComment TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_ChapterTexts_Year_Chapter ON ChapterTexts (Year, Chapter);

-- Written once, never changed: the texts that belong to an edition of a year.
CREATE TABLE PublishedDocuments (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    EditionId INTEGER NOT NULL REFERENCES Editions (Id),
    Year INTEGER NOT NULL,
    PublishedAt TEXT NOT NULL,
    PublishedByUserId INTEGER NULL REFERENCES Users (Id)
) STRICT;
CREATE UNIQUE INDEX UX_PublishedDocuments_EditionId ON PublishedDocuments (EditionId);
CREATE INDEX IX_PublishedDocuments_Year ON PublishedDocuments (Year);

CREATE TABLE PublishedChapters (
    PublishedDocumentId INTEGER NOT NULL REFERENCES PublishedDocuments (Id),
    Code TEXT NOT NULL,
    SortOrder INTEGER NOT NULL,
    Number TEXT NOT NULL,
    TitleFrench TEXT NOT NULL,
    TitleEnglish TEXT NOT NULL,
    Markdown TEXT NOT NULL,
    CONSTRAINT PK_PublishedChapters PRIMARY KEY (PublishedDocumentId, Code)
) STRICT;
