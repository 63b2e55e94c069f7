-- What is written into days that a lock covers, SQL Server: within its grace, or by those who may.

-- What the day of an agent held before and after; a write of many lines has one row a day.
CREATE TABLE LateEntries (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_LateEntries PRIMARY KEY,
    DayLockId BIGINT NOT NULL CONSTRAINT FK_LateEntries_DayLockId FOREIGN KEY REFERENCES DayLocks (Id),
    AgentId BIGINT NOT NULL CONSTRAINT FK_LateEntries_AgentId FOREIGN KEY REFERENCES Agents (Id),
    TeamId BIGINT NOT NULL CONSTRAINT FK_LateEntries_TeamId FOREIGN KEY REFERENCES Teams (Id),
    WorkedOn DATE NOT NULL,
    MicroDaysBefore BIGINT NOT NULL,
    MicroDaysAfter BIGINT NOT NULL,
    WrittenAt DATETIME2(3) NOT NULL,
    WrittenByUserId BIGINT NULL CONSTRAINT FK_LateEntries_WrittenByUserId FOREIGN KEY REFERENCES Users (Id)
);
CREATE INDEX IX_LateEntries_WorkedOn ON LateEntries (WorkedOn, Id);
