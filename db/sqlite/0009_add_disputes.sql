-- What people of a member contest, and what was answered, SQLite.

-- Address is where in the product the contested line or figure is; State is open, accepted or rejected.
CREATE TABLE Disputes (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    Subject TEXT NOT NULL,
    Address TEXT NOT NULL,
    Reason TEXT NOT NULL,
    State TEXT NOT NULL,
    Answer TEXT NULL,
    OpenedAt TEXT NOT NULL,
    OpenedByUserId INTEGER NULL REFERENCES Users (Id),
    AnsweredAt TEXT NULL,
    AnsweredByUserId INTEGER NULL REFERENCES Users (Id),
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_Disputes_MemberId ON Disputes (MemberId, Id);
CREATE INDEX IX_Disputes_State ON Disputes (State, Id);
