-- What members pay and what a day costs, SQLite. Amounts are cents of euros; Year is a calendar year.

-- A nature without a row is blank, which is not zero.
CREATE TABLE Contributions (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    MemberId INTEGER NOT NULL REFERENCES Members (Id),
    Year INTEGER NOT NULL,
    Nature TEXT NOT NULL,
    AmountCents INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Contributions_Year_MemberId_Nature ON Contributions (Year, MemberId, Nature);

CREATE TABLE DayCosts (
    DepartmentId INTEGER NOT NULL REFERENCES Departments (Id),
    Year INTEGER NOT NULL,
    CentsPerDay INTEGER NOT NULL,
    CONSTRAINT PK_DayCosts PRIMARY KEY (DepartmentId, Year)
) STRICT;
