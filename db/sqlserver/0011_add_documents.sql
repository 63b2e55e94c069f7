-- Texts of the report's chapters, and documents published with an edition, SQL Server.

-- A row per year and chapter; State is draft, submitted or reviewed. ReviewComment is why a reviewer sent it back.
CREATE TABLE ChapterTexts (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ChapterTexts PRIMARY KEY,
    Year INT NOT NULL,
    Chapter NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Markdown NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    State NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ChangedAt DATETIME2(3) NOT NULL,
    ChangedByUserId BIGINT NULL CONSTRAINT FK_ChapterTexts_ChangedByUserId FOREIGN KEY REFERENCES Users (Id),
    ReviewedAt DATETIME2(3) NULL,
    ReviewedByUserId BIGINT NULL CONSTRAINT FK_ChapterTexts_ReviewedByUserId FOREIGN KEY REFERENCES Users (Id),
    ReviewComment NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    Version INT NOT NULL
);
CREATE UNIQUE INDEX UX_ChapterTexts_Year_Chapter ON ChapterTexts (Year, Chapter);

-- Written once, never changed: the texts that belong to an edition of a year.
CREATE TABLE PublishedDocuments (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_PublishedDocuments PRIMARY KEY,
    EditionId BIGINT NOT NULL CONSTRAINT FK_PublishedDocuments_EditionId FOREIGN KEY REFERENCES Editions (Id),
    Year INT NOT NULL,
    PublishedAt DATETIME2(3) NOT NULL,
    PublishedByUserId BIGINT NULL CONSTRAINT FK_PublishedDocuments_PublishedByUserId FOREIGN KEY REFERENCES Users (Id)
);
CREATE UNIQUE INDEX UX_PublishedDocuments_EditionId ON PublishedDocuments (EditionId);
CREATE INDEX IX_PublishedDocuments_Year ON PublishedDocuments (Year);

CREATE TABLE PublishedChapters (
    PublishedDocumentId BIGINT NOT NULL CONSTRAINT FK_PublishedChapters_PublishedDocumentId FOREIGN KEY REFERENCES PublishedDocuments (Id),
    Code NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SortOrder INT NOT NULL,
    Number NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TitleFrench NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TitleEnglish NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Markdown NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT PK_PublishedChapters PRIMARY KEY (PublishedDocumentId, Code)
);
