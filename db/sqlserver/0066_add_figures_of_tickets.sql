-- What figures say of tickets beside their opening and closing: reopened, handed to the second line, solved by the first one, liked,
-- still open. SQL Server.

-- Each time that a ticket was opened again, and the day of the solution that had not done: between the two it was no longer open.
CREATE TABLE TicketReopenings (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TicketReopenings PRIMARY KEY,
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketReopenings_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    ReopenedOn DATE NOT NULL,
    ResolvedOn DATE NOT NULL
);
CREATE INDEX IX_TicketReopenings_TicketId ON TicketReopenings (TicketId, Id);
CREATE INDEX IX_TicketReopenings_ReopenedOn ON TicketReopenings (ReopenedOn, Id);
CREATE INDEX IX_TicketReopenings_ResolvedOn ON TicketReopenings (ResolvedOn, Id);
GO

INSERT INTO TicketReopenings (TicketId, ReopenedOn, ResolvedOn)
SELECT e.TicketId,
       CAST(e.At AT TIME ZONE 'UTC' AT TIME ZONE 'Romance Standard Time' AS DATE),
       CAST(s.At AT TIME ZONE 'UTC' AT TIME ZONE 'Romance Standard Time' AS DATE)
FROM TicketEvents e
JOIN TicketEvents s ON s.Id = (
    SELECT MIN(x.Id)
    FROM TicketEvents x
    WHERE x.TicketId = e.TicketId AND x.Id < e.Id AND x.ToStatus IN ('resolved', 'closed') AND x.Id > COALESCE((
        SELECT MAX(y.Id) FROM TicketEvents y WHERE y.TicketId = e.TicketId AND y.Id < e.Id AND y.Kind = 'reopen'
    ), 0)
)
WHERE e.Kind = 'reopen';

-- Who handed it over: whoever had it, else whoever did so.
ALTER TABLE TicketHandovers ADD ByAgentId BIGINT NULL CONSTRAINT FK_TicketHandovers_ByAgentId FOREIGN KEY REFERENCES Agents (Id);
ALTER TABLE TicketHandovers ADD ByTeamId BIGINT NULL CONSTRAINT FK_TicketHandovers_ByTeamId FOREIGN KEY REFERENCES Teams (Id);
GO

UPDATE TicketHandovers
SET ByAgentId = COALESCE(FromAgentId, (SELECT u.AgentId FROM Users u WHERE u.Id = TicketHandovers.UserId));
UPDATE TicketHandovers
SET ByTeamId = (
    SELECT p.TeamId
    FROM AgentPostings p
    WHERE p.AgentId = TicketHandovers.ByAgentId AND p.StartsOn = (
        SELECT MAX(q.StartsOn) FROM AgentPostings q WHERE q.AgentId = p.AgentId AND q.StartsOn <= TicketHandovers.HandedOn
    )
);

ALTER TABLE TicketSatisfactions ADD RatedOn DATE NULL;
GO

UPDATE TicketSatisfactions SET RatedOn = CAST(At AT TIME ZONE 'UTC' AT TIME ZONE 'Romance Standard Time' AS DATE);
CREATE INDEX IX_TicketSatisfactions_RatedOn ON TicketSatisfactions (RatedOn, TicketId);

-- Whole minutes that went by until somebody took it, and until it was resolved.
ALTER TABLE Tickets ADD TakeChargeMinutes AS (DATEDIFF_BIG(SECOND, OpenedAt, TakenInChargeAt) / 60);
ALTER TABLE Tickets ADD ResolutionMinutes AS (DATEDIFF_BIG(SECOND, OpenedAt, ResolvedAt) / 60);

-- BacklogChange is +1 on the day on which a ticket is opened or opened again, -1 on the one on which it ends.
ALTER TABLE ReportTicketsByMonth ADD GroupId BIGINT NULL;
ALTER TABLE ReportTicketsByMonth ADD TicketCategoryId BIGINT NULL;
ALTER TABLE ReportTicketsByMonth ADD Reopened INT NOT NULL CONSTRAINT DF_ReportTicketsByMonth_Reopened DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD Escalated INT NOT NULL CONSTRAINT DF_ReportTicketsByMonth_Escalated DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD Received INT NOT NULL CONSTRAINT DF_ReportTicketsByMonth_Received DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD SolvedAtFirstLine INT NOT NULL CONSTRAINT DF_ReportTicketsByMonth_SolvedAtFirstLine DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD Ratings INT NOT NULL CONSTRAINT DF_ReportTicketsByMonth_Ratings DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD RatingScore INT NOT NULL CONSTRAINT DF_ReportTicketsByMonth_RatingScore DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD BacklogChange INT NOT NULL CONSTRAINT DF_ReportTicketsByMonth_BacklogChange DEFAULT 0;
ALTER TABLE TicketChanges ADD GroupId BIGINT NULL;
ALTER TABLE TicketChanges ADD TicketCategoryId BIGINT NULL;
ALTER TABLE TicketChanges ADD Reopened INT NOT NULL CONSTRAINT DF_TicketChanges_Reopened DEFAULT 0;
ALTER TABLE TicketChanges ADD Escalated INT NOT NULL CONSTRAINT DF_TicketChanges_Escalated DEFAULT 0;
ALTER TABLE TicketChanges ADD Received INT NOT NULL CONSTRAINT DF_TicketChanges_Received DEFAULT 0;
ALTER TABLE TicketChanges ADD SolvedAtFirstLine INT NOT NULL CONSTRAINT DF_TicketChanges_SolvedAtFirstLine DEFAULT 0;
ALTER TABLE TicketChanges ADD Ratings INT NOT NULL CONSTRAINT DF_TicketChanges_Ratings DEFAULT 0;
ALTER TABLE TicketChanges ADD RatingScore INT NOT NULL CONSTRAINT DF_TicketChanges_RatingScore DEFAULT 0;
ALTER TABLE TicketChanges ADD BacklogChange INT NOT NULL CONSTRAINT DF_TicketChanges_BacklogChange DEFAULT 0;
GO

-- The sums of every month that has tickets are added up anew.
INSERT INTO DirtyDays (Fact, Day, MarkedAt)
SELECT 'tickets', MIN(d.Day), MIN(d.At)
FROM (
    SELECT t.OpenedOn AS Day, t.OpenedAt AS At FROM Tickets t
    UNION ALL SELECT t.TakenInChargeOn AS Day, t.OpenedAt AS At FROM Tickets t WHERE t.TakenInChargeOn IS NOT NULL
    UNION ALL SELECT t.ResolvedOn AS Day, t.OpenedAt AS At FROM Tickets t WHERE t.ResolvedOn IS NOT NULL
    UNION ALL SELECT t.ClosedOn AS Day, t.OpenedAt AS At FROM Tickets t WHERE t.ClosedOn IS NOT NULL
    UNION ALL SELECT r.ReopenedOn AS Day, t.OpenedAt AS At FROM TicketReopenings r JOIN Tickets t ON t.Id = r.TicketId
    UNION ALL SELECT r.ResolvedOn AS Day, t.OpenedAt AS At FROM TicketReopenings r JOIN Tickets t ON t.Id = r.TicketId
    UNION ALL SELECT h.HandedOn AS Day, h.At FROM TicketHandovers h
    UNION ALL SELECT s.RatedOn AS Day, s.At FROM TicketSatisfactions s WHERE s.RatedOn IS NOT NULL
) d
GROUP BY YEAR(d.Day), MONTH(d.Day);
