-- A visit that deals with several tickets counts in full at each, in lists as on their pages: nobody said how it divides. Its lines name none of
-- them; the product counts their tickets anew when it writes it (TicketMinutes.cs).
DROP TRIGGER TR_Tickets_CountMerged;

-- Merged or taken apart: the ticket itself, and all those that lead it or led it, are counted anew with those that they lead.
CREATE TRIGGER TR_Tickets_CountMerged AFTER UPDATE OF MergedIntoId ON Tickets WHEN NEW.MergedIntoId IS NOT OLD.MergedIntoId BEGIN
    UPDATE Tickets
    SET LoggedMinutes = CASE WHEN MergedIntoId IS NOT NULL THEN 0 ELSE (
        SELECT COALESCE(SUM(e.Minutes), 0) FROM TimeEntries e
        WHERE e.Id IN (
            WITH Led AS (
                SELECT t.Id FROM Tickets t WHERE t.Id = Tickets.Id
                UNION ALL
                SELECT t.Id FROM Led l JOIN Tickets t ON t.MergedIntoId = l.Id
            )
            SELECT x.Id FROM Led l CROSS JOIN TimeEntries x WHERE x.TicketId = l.Id
            UNION
            SELECT x.Id FROM Led l CROSS JOIN InterventionTickets i CROSS JOIN TimeEntries x
            WHERE i.TicketId = l.Id AND x.InterventionId = i.InterventionId)) END
    WHERE Id IN (
        WITH Up AS (
            SELECT t.Id, t.MergedIntoId FROM Tickets t WHERE t.Id IN (NEW.Id, OLD.MergedIntoId)
            UNION ALL
            SELECT t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
        )
        SELECT u.Id FROM Up u);
END;

-- What such visits took already.
UPDATE Tickets
SET LoggedMinutes = (
    SELECT COALESCE(SUM(e.Minutes), 0) FROM TimeEntries e
    WHERE e.Id IN (
        WITH Led AS (
            SELECT t.Id FROM Tickets t WHERE t.Id = Tickets.Id
            UNION ALL
            SELECT t.Id FROM Led l JOIN Tickets t ON t.MergedIntoId = l.Id
        )
        SELECT x.Id FROM Led l CROSS JOIN TimeEntries x WHERE x.TicketId = l.Id
        UNION
        SELECT x.Id FROM Led l CROSS JOIN InterventionTickets i CROSS JOIN TimeEntries x
        WHERE i.TicketId = l.Id AND x.InterventionId = i.InterventionId))
WHERE MergedIntoId IS NULL AND Id IN (
    WITH Up AS (
        SELECT t.Id, t.MergedIntoId FROM Tickets t
        WHERE t.Id IN (
            SELECT i.TicketId FROM InterventionTickets i
            WHERE i.InterventionId IN (
                SELECT m.InterventionId FROM InterventionTickets m GROUP BY m.InterventionId HAVING COUNT(*) > 1))
        UNION ALL
        SELECT t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
    )
    SELECT u.Id FROM Up u);
