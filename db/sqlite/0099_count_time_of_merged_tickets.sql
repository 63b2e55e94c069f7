-- The time of a ticket that is merged into another one is that one's: lists say the same as the page.
DROP TRIGGER TR_TimeEntries_AddToTicket;
DROP TRIGGER TR_TimeEntries_MoveToTicket;
DROP TRIGGER TR_TimeEntries_TakeFromTicket;

-- Up leads from the ticket that a line names to the one that it is merged into, and on from there.
CREATE TRIGGER TR_TimeEntries_AddToTicket AFTER INSERT ON TimeEntries WHEN NEW.TicketId IS NOT NULL BEGIN
    UPDATE Tickets SET LoggedMinutes = LoggedMinutes + NEW.Minutes
    WHERE Id = (
        WITH Up AS (
            SELECT t.Id, t.MergedIntoId FROM Tickets t WHERE t.Id = NEW.TicketId
            UNION ALL
            SELECT t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
        )
        SELECT u.Id FROM Up u WHERE u.MergedIntoId IS NULL);
END;

CREATE TRIGGER TR_TimeEntries_MoveToTicket AFTER UPDATE OF TicketId, Minutes ON TimeEntries BEGIN
    UPDATE Tickets SET LoggedMinutes = LoggedMinutes - OLD.Minutes
    WHERE Id = (
        WITH Up AS (
            SELECT t.Id, t.MergedIntoId FROM Tickets t WHERE t.Id = OLD.TicketId
            UNION ALL
            SELECT t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
        )
        SELECT u.Id FROM Up u WHERE u.MergedIntoId IS NULL);
    UPDATE Tickets SET LoggedMinutes = LoggedMinutes + NEW.Minutes
    WHERE Id = (
        WITH Up AS (
            SELECT t.Id, t.MergedIntoId FROM Tickets t WHERE t.Id = NEW.TicketId
            UNION ALL
            SELECT t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
        )
        SELECT u.Id FROM Up u WHERE u.MergedIntoId IS NULL);
END;

CREATE TRIGGER TR_TimeEntries_TakeFromTicket AFTER DELETE ON TimeEntries WHEN OLD.TicketId IS NOT NULL BEGIN
    UPDATE Tickets SET LoggedMinutes = LoggedMinutes - OLD.Minutes
    WHERE Id = (
        WITH Up AS (
            SELECT t.Id, t.MergedIntoId FROM Tickets t WHERE t.Id = OLD.TicketId
            UNION ALL
            SELECT t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
        )
        SELECT u.Id FROM Up u WHERE u.MergedIntoId IS NULL);
END;

-- Merged or taken apart: the ticket itself, and all those that lead it or led it, are counted anew with those that they lead.
CREATE TRIGGER TR_Tickets_CountMerged AFTER UPDATE OF MergedIntoId ON Tickets WHEN NEW.MergedIntoId IS NOT OLD.MergedIntoId BEGIN
    UPDATE Tickets
    SET LoggedMinutes = CASE WHEN MergedIntoId IS NOT NULL THEN 0 ELSE (
        SELECT COALESCE(SUM(e.Minutes), 0) FROM TimeEntries e
        WHERE e.TicketId IN (
            WITH Led AS (
                SELECT t.Id FROM Tickets t WHERE t.Id = Tickets.Id
                UNION ALL
                SELECT t.Id FROM Led l JOIN Tickets t ON t.MergedIntoId = l.Id
            )
            SELECT l.Id FROM Led l)) END
    WHERE Id IN (
        WITH Up AS (
            SELECT t.Id, t.MergedIntoId FROM Tickets t WHERE t.Id IN (NEW.Id, OLD.MergedIntoId)
            UNION ALL
            SELECT t.Id, t.MergedIntoId FROM Up u JOIN Tickets t ON t.Id = u.MergedIntoId
        )
        SELECT u.Id FROM Up u);
END;

-- What is merged already is counted as if it was merged now.
UPDATE Tickets
SET LoggedMinutes = CASE WHEN MergedIntoId IS NOT NULL THEN 0 ELSE (
    SELECT COALESCE(SUM(e.Minutes), 0) FROM TimeEntries e
    WHERE e.TicketId IN (
        WITH Led AS (
            SELECT t.Id FROM Tickets t WHERE t.Id = Tickets.Id
            UNION ALL
            SELECT t.Id FROM Led l JOIN Tickets t ON t.MergedIntoId = l.Id
        )
        SELECT l.Id FROM Led l)) END
WHERE MergedIntoId IS NOT NULL OR Id IN (SELECT m.MergedIntoId FROM Tickets m WHERE m.MergedIntoId IS NOT NULL);
