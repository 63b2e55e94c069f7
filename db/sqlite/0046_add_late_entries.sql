-- What is written into days that a lock covers, SQLite: within its grace, or by those who may.

-- What the day of an agent held before and after; a write of many lines has one row a day.
CREATE TABLE LateEntries (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    DayLockId INTEGER NOT NULL REFERENCES DayLocks (Id),
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    TeamId INTEGER NOT NULL REFERENCES Teams (Id),
    WorkedOn TEXT NOT NULL,
    MicroDaysBefore INTEGER NOT NULL,
    MicroDaysAfter INTEGER NOT NULL,
    WrittenAt TEXT NOT NULL,
    WrittenByUserId INTEGER NULL REFERENCES Users (Id)
) STRICT;
CREATE INDEX IX_LateEntries_WorkedOn ON LateEntries (WorkedOn, Id);
