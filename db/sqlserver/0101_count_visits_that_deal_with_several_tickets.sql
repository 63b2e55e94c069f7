-- A visit that deals with several tickets counts in full at each, in lists as on their pages: nobody said how it divides. Its lines name none of
-- them; the product counts their tickets anew when it writes it (TicketMinutes.cs).
DROP TRIGGER TR_Tickets_CountMerged;
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
        (SELECT SUM(e.Minutes) FROM TimeEntries e WHERE e.Id IN (
            SELECT x.Id FROM Led l JOIN TimeEntries x ON x.TicketId = l.Id WHERE l.LeadId = t.Id
            UNION
            SELECT x.Id FROM Led l
            JOIN InterventionTickets v ON v.TicketId = l.Id
            JOIN TimeEntries x ON x.InterventionId = v.InterventionId
            WHERE l.LeadId = t.Id)), 0)
    FROM Tickets t
    WHERE t.Id IN (SELECT u.Id FROM Up u);
END;
GO

-- What such visits took already.
WITH Up AS (
    SELECT t.Id, t.MergedIntoId
    FROM Tickets t
    WHERE t.Id IN (
        SELECT v.TicketId FROM InterventionTickets v
        WHERE v.InterventionId IN (SELECT m.InterventionId FROM InterventionTickets m GROUP BY m.InterventionId HAVING COUNT(*) > 1))
    UNION ALL
    SELECT t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
),
Led AS (
    SELECT t.Id AS LeadId, t.Id FROM Tickets t WHERE t.MergedIntoId IS NULL AND t.Id IN (SELECT u.Id FROM Up u)
    UNION ALL
    SELECT l.LeadId, t.Id FROM Led l JOIN Tickets t ON t.MergedIntoId = l.Id
)
UPDATE t
SET LoggedMinutes = COALESCE(
        (SELECT SUM(e.Minutes) FROM TimeEntries e WHERE e.Id IN (
            SELECT x.Id FROM Led l JOIN TimeEntries x ON x.TicketId = l.Id WHERE l.LeadId = t.Id
            UNION
            SELECT x.Id FROM Led l
            JOIN InterventionTickets v ON v.TicketId = l.Id
            JOIN TimeEntries x ON x.InterventionId = v.InterventionId
            WHERE l.LeadId = t.Id)), 0)
FROM Tickets t
WHERE t.Id IN (SELECT l.LeadId FROM Led l);
GO
