-- Pairs of people who look alike, and of whom somebody has said that they are two. OneId is the smaller number.
CREATE TABLE PeopleApart (
    OneId INTEGER NOT NULL REFERENCES People (Id),
    OtherId INTEGER NOT NULL REFERENCES People (Id),
    SaidAt TEXT NOT NULL,
    SaidByUserId INTEGER NULL REFERENCES Users (Id),
    CONSTRAINT PK_PeopleApart PRIMARY KEY (OneId, OtherId)
) STRICT;
CREATE INDEX IX_PeopleApart_OtherId ON PeopleApart (OtherId);
