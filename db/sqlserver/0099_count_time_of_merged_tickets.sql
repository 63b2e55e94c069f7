-- The time of a ticket that is merged into another one is that one's: lists say the same as the page.
DROP TRIGGER TR_TimeEntries_AddToTicket;
GO

-- Up leads from the ticket that a line names to the one that it is merged into, and on from there.
CREATE TRIGGER TR_TimeEntries_AddToTicket ON TimeEntries AFTER INSERT, UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    WITH Up AS (
        SELECT t.Id AS TicketId, t.Id, t.MergedIntoId
        FROM Tickets t
        WHERE t.Id IN (SELECT i.TicketId FROM inserted i UNION SELECT d.TicketId FROM deleted d)
        UNION ALL
        SELECT u.TicketId, t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
    )
    UPDATE t SET LoggedMinutes = t.LoggedMinutes + c.Minutes
    FROM Tickets t
    JOIN (
        SELECT u.Id, SUM(m.Minutes) AS Minutes
        FROM (
            SELECT i.TicketId, i.Minutes FROM inserted i
            UNION ALL
            SELECT d.TicketId, -d.Minutes FROM deleted d
        ) m
        JOIN Up u ON u.TicketId = m.TicketId AND u.MergedIntoId IS NULL
        GROUP BY u.Id
    ) c ON c.Id = t.Id
    WHERE c.Minutes <> 0;
END;
GO

-- Merged or taken apart: the ticket itself, and all those that lead it or led it, are counted anew with those that they lead.
CREATE TRIGGER TR_Tickets_CountMerged ON Tickets AFTER UPDATE AS
BEGIN
    SET NOCOUNT ON;
    WITH Moved AS (
        SELECT i.Id, d.MergedIntoId AS LedById
        FROM inserted i
        JOIN deleted d ON d.Id = i.Id
        WHERE COALESCE(i.MergedIntoId, 0) <> COALESCE(d.MergedIntoId, 0)
    ),
    Up AS (
        SELECT t.Id, t.MergedIntoId
        FROM Tickets t
        WHERE t.Id IN (SELECT m.Id FROM Moved m UNION SELECT m.LedById FROM Moved m)
        UNION ALL
        SELECT t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
    ),
    Led AS (
        SELECT u.Id AS LeadId, u.Id FROM Up u WHERE u.MergedIntoId IS NULL
        UNION ALL
        SELECT l.LeadId, t.Id FROM Led l JOIN Tickets t ON t.MergedIntoId = l.Id
    )
    UPDATE t
    SET LoggedMinutes = COALESCE(
        (SELECT SUM(e.Minutes) FROM TimeEntries e WHERE e.TicketId IN (SELECT l.Id FROM Led l WHERE l.LeadId = t.Id)), 0)
    FROM Tickets t
    WHERE t.Id IN (SELECT u.Id FROM Up u);
END;
GO

-- What is merged already is counted as if it was merged now.
WITH Led AS (
    SELECT t.Id AS LeadId, t.Id FROM Tickets t
    WHERE t.MergedIntoId IS NULL AND t.Id IN (SELECT m.MergedIntoId FROM Tickets m)
    UNION ALL
    SELECT l.LeadId, t.Id FROM Led l JOIN Tickets t ON t.MergedIntoId = l.Id
)
UPDATE t
SET LoggedMinutes = COALESCE(
    (SELECT SUM(e.Minutes) FROM TimeEntries e WHERE e.TicketId IN (SELECT l.Id FROM Led l WHERE l.LeadId = t.Id)), 0)
FROM Tickets t
WHERE t.MergedIntoId IS NOT NULL OR t.Id IN (SELECT l.LeadId FROM Led l);
GO
