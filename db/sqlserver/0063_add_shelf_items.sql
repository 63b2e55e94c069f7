-- What agents keep at hand for themselves, their team or everybody: views of tickets, canned answers, templates, macros. SQL Server.

-- Kind is view, canned-answer, template or macro; Visibility is personal, team or all; TeamId is the team it is shared with.
CREATE TABLE ShelfItems (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ShelfItems PRIMARY KEY,
    Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ContentJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Visibility NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    OwnerUserId BIGINT NULL CONSTRAINT FK_ShelfItems_OwnerUserId FOREIGN KEY REFERENCES Users (Id),
    TeamId BIGINT NULL CONSTRAINT FK_ShelfItems_TeamId FOREIGN KEY REFERENCES Teams (Id),
    ChangedAt DATETIME2(3) NOT NULL,
    Version INT NOT NULL
);
CREATE INDEX IX_ShelfItems_Kind ON ShelfItems (Kind, Name, Id);
CREATE INDEX IX_ShelfItems_OwnerUserId ON ShelfItems (OwnerUserId);
CREATE INDEX IX_ShelfItems_TeamId ON ShelfItems (TeamId);

-- Views that somebody has put into their menu, or taken out of it. ViewCode is that of a built-in one, or the number of a row above.
CREATE TABLE ViewPins (
    UserId BIGINT NOT NULL CONSTRAINT FK_ViewPins_UserId FOREIGN KEY REFERENCES Users (Id),
    ViewCode NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    IsPinned BIT NOT NULL,
    CONSTRAINT PK_ViewPins PRIMARY KEY (UserId, ViewCode)
);
