-- Who was reminded of missing time, and when, SQL Server: at most once a day, whoever presses.
CREATE TABLE Reminders (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Reminders PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_Reminders_AgentId FOREIGN KEY REFERENCES Agents (Id),
    RemindedOn DATE NOT NULL,
    RemindedAt DATETIME2(3) NOT NULL,
    RemindedByUserId BIGINT NULL CONSTRAINT FK_Reminders_RemindedByUserId FOREIGN KEY REFERENCES Users (Id)
);
CREATE UNIQUE INDEX UX_Reminders_AgentId_RemindedOn ON Reminders (AgentId, RemindedOn);
