-- Pairs of people who look alike, and of whom somebody has said that they are two. OneId is the smaller number.
CREATE TABLE PeopleApart (
    OneId BIGINT NOT NULL CONSTRAINT FK_PeopleApart_OneId FOREIGN KEY REFERENCES People (Id),
    OtherId BIGINT NOT NULL CONSTRAINT FK_PeopleApart_OtherId FOREIGN KEY REFERENCES People (Id),
    SaidAt DATETIME2(3) NOT NULL,
    SaidByUserId BIGINT NULL CONSTRAINT FK_PeopleApart_SaidByUserId FOREIGN KEY REFERENCES Users (Id),
    CONSTRAINT PK_PeopleApart PRIMARY KEY (OneId, OtherId)
);
CREATE INDEX IX_PeopleApart_OtherId ON PeopleApart (OtherId);
