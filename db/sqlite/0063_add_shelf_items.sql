-- What agents keep at hand for themselves, their team or everybody: views of tickets, canned answers, templates, macros. SQLite.

-- Kind is view, canned-answer, template or macro; Visibility is personal, team or all; TeamId is the team it is shared with.
CREATE TABLE ShelfItems (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Kind TEXT NOT NULL,
    Name TEXT NOT NULL,
    ContentJson TEXT NOT NULL,
    Visibility TEXT NOT NULL,
    OwnerUserId INTEGER NULL REFERENCES Users (Id),
    TeamId INTEGER NULL REFERENCES Teams (Id),
    ChangedAt TEXT NOT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_ShelfItems_Kind ON ShelfItems (Kind, Name, Id);
CREATE INDEX IX_ShelfItems_OwnerUserId ON ShelfItems (OwnerUserId);
CREATE INDEX IX_ShelfItems_TeamId ON ShelfItems (TeamId);

-- Views that somebody has put into their menu, or taken out of it. ViewCode is that of a built-in one, or the number of a row above.
CREATE TABLE ViewPins (
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    ViewCode TEXT NOT NULL,
    IsPinned INTEGER NOT NULL,
    CONSTRAINT PK_ViewPins PRIMARY KEY (UserId, ViewCode)
) STRICT, WITHOUT ROWID;
