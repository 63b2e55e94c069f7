-- What figures say of tickets beside their opening and closing: reopened, handed to the second line, solved by the first one, liked,
-- still open. SQLite.

-- Each time that a ticket was opened again, and the day of the solution that had not done: between the two it was no longer open.
CREATE TABLE TicketReopenings (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    ReopenedOn TEXT NOT NULL,
    ResolvedOn TEXT NOT NULL
) STRICT;
CREATE INDEX IX_TicketReopenings_TicketId ON TicketReopenings (TicketId, Id);
CREATE INDEX IX_TicketReopenings_ReopenedOn ON TicketReopenings (ReopenedOn, Id);
CREATE INDEX IX_TicketReopenings_ResolvedOn ON TicketReopenings (ResolvedOn, Id);
-- Summer time in Paris: from the last Sunday of March to that of October, one o'clock in UTC.
CREATE TEMP VIEW EventDays AS
SELECT e.Id, e.TicketId, e.Kind, date(e.At, CASE
           WHEN datetime(e.At) >= datetime(strftime('%Y', e.At) || '-04-01', 'weekday 0', '-7 days', '+1 hour')
               AND datetime(e.At) < datetime(strftime('%Y', e.At) || '-11-01', 'weekday 0', '-7 days', '+1 hour') THEN '+2 hours'
           ELSE '+1 hour' END) AS Day
FROM TicketEvents e;
INSERT INTO TicketReopenings (TicketId, ReopenedOn, ResolvedOn)
SELECT e.TicketId, e.Day, s.Day
FROM EventDays e
JOIN EventDays s ON s.Id = (
    SELECT MIN(x.Id)
    FROM TicketEvents x
    WHERE x.TicketId = e.TicketId AND x.Id < e.Id AND x.ToStatus IN ('resolved', 'closed') AND x.Id > COALESCE((
        SELECT MAX(y.Id) FROM TicketEvents y WHERE y.TicketId = e.TicketId AND y.Id < e.Id AND y.Kind = 'reopen'
    ), 0)
)
WHERE e.Kind = 'reopen';

-- Who handed it over: whoever had it, else whoever did so.
ALTER TABLE TicketHandovers ADD COLUMN ByAgentId INTEGER NULL REFERENCES Agents (Id);
ALTER TABLE TicketHandovers ADD COLUMN ByTeamId INTEGER NULL REFERENCES Teams (Id);
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

ALTER TABLE TicketSatisfactions ADD COLUMN RatedOn TEXT NULL;
UPDATE TicketSatisfactions
SET RatedOn = (SELECT MAX(e.Day) FROM EventDays e WHERE e.TicketId = TicketSatisfactions.TicketId AND e.Kind = 'rate');
DROP VIEW EventDays;
CREATE INDEX IX_TicketSatisfactions_RatedOn ON TicketSatisfactions (RatedOn, TicketId);

-- Whole minutes that went by until somebody took it, and until it was resolved.
ALTER TABLE Tickets ADD COLUMN TakeChargeMinutes INTEGER
    GENERATED ALWAYS AS ((unixepoch(TakenInChargeAt) - unixepoch(OpenedAt)) / 60) VIRTUAL;
ALTER TABLE Tickets ADD COLUMN ResolutionMinutes INTEGER
    GENERATED ALWAYS AS ((unixepoch(ResolvedAt) - unixepoch(OpenedAt)) / 60) VIRTUAL;

-- BacklogChange is +1 on the day on which a ticket is opened or opened again, -1 on the one on which it ends.
ALTER TABLE ReportTicketsByMonth ADD COLUMN GroupId INTEGER NULL;
ALTER TABLE ReportTicketsByMonth ADD COLUMN TicketCategoryId INTEGER NULL;
ALTER TABLE ReportTicketsByMonth ADD COLUMN Reopened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD COLUMN Escalated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD COLUMN Received INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD COLUMN SolvedAtFirstLine INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD COLUMN Ratings INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD COLUMN RatingScore INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ReportTicketsByMonth ADD COLUMN BacklogChange INTEGER NOT NULL DEFAULT 0;
ALTER TABLE TicketChanges ADD COLUMN GroupId INTEGER NULL;
ALTER TABLE TicketChanges ADD COLUMN TicketCategoryId INTEGER NULL;
ALTER TABLE TicketChanges ADD COLUMN Reopened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE TicketChanges ADD COLUMN Escalated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE TicketChanges ADD COLUMN Received INTEGER NOT NULL DEFAULT 0;
ALTER TABLE TicketChanges ADD COLUMN SolvedAtFirstLine INTEGER NOT NULL DEFAULT 0;
ALTER TABLE TicketChanges ADD COLUMN Ratings INTEGER NOT NULL DEFAULT 0;
ALTER TABLE TicketChanges ADD COLUMN RatingScore INTEGER NOT NULL DEFAULT 0;
ALTER TABLE TicketChanges ADD COLUMN BacklogChange INTEGER NOT NULL DEFAULT 0;

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
GROUP BY substr(d.Day, 1, 7);
