-- Tickets are found by their tasks and visits too: those that have any, and those that lead others, are split again.
INSERT INTO TicketWords (Word, TicketId)
SELECT '', t.Id
FROM Tickets t
WHERE (EXISTS (SELECT k.Id FROM TicketTasks k WHERE k.TicketId = t.Id)
        OR EXISTS (SELECT n.InterventionId FROM InterventionTickets n WHERE n.TicketId = t.Id)
        OR EXISTS (SELECT m.Id FROM Tickets m WHERE m.MergedIntoId = t.Id))
    AND NOT EXISTS (SELECT w.TicketId FROM TicketWords w WHERE w.TicketId = t.Id AND w.Word = '');
