-- What members pay and what a day costs, SQL Server. Amounts are cents of euros; Year is a calendar year.

-- A nature without a row is blank, which is not zero.
CREATE TABLE Contributions (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Contributions PRIMARY KEY,
    MemberId BIGINT NOT NULL CONSTRAINT FK_Contributions_MemberId FOREIGN KEY REFERENCES Members (Id),
    Year INT NOT NULL,
    Nature NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    AmountCents BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_Contributions_Year_MemberId_Nature ON Contributions (Year, MemberId, Nature);

CREATE TABLE DayCosts (
    DepartmentId BIGINT NOT NULL CONSTRAINT FK_DayCosts_DepartmentId FOREIGN KEY REFERENCES Departments (Id),
    Year INT NOT NULL,
    CentsPerDay BIGINT NOT NULL,
    CONSTRAINT PK_DayCosts PRIMARY KEY (DepartmentId, Year)
);
