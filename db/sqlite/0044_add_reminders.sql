-- Who was reminded of missing time, and when, SQLite: at most once a day, whoever presses.
CREATE TABLE Reminders (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    AgentId INTEGER NOT NULL REFERENCES Agents (Id),
    RemindedOn TEXT NOT NULL,
    RemindedAt TEXT NOT NULL,
    RemindedByUserId INTEGER NULL REFERENCES Users (Id)
) STRICT;
CREATE UNIQUE INDEX UX_Reminders_AgentId_RemindedOn ON Reminders (AgentId, RemindedOn);
