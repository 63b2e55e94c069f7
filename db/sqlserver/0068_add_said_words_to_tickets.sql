-- Tickets are found by what was said of them too, and by the names of their files. Part says where a word stands: 0 in the ticket's own
-- text, 1 in what was said to everybody, 2 among staff alone; the lowest where it stands in several.
ALTER TABLE TicketWords ADD Part INT NOT NULL CONSTRAINT DF_TicketWords_Part DEFAULT 0;

GO

DROP INDEX IX_TicketWords_TicketId ON TicketWords;
CREATE INDEX IX_TicketWords_TicketId ON TicketWords (TicketId, Word, Part);

-- Those that anything may have been said of are split again.
INSERT INTO TicketWords (Word, TicketId)
SELECT '', t.Id
FROM Tickets t
WHERE (EXISTS (SELECT e.Id FROM TicketEvents e WHERE e.TicketId = t.Id AND e.Text IS NOT NULL)
        OR EXISTS (SELECT l.AttachmentId FROM AttachmentLinks l WHERE l.SubjectId = t.Id AND l.SubjectKind = 'ticket')
        OR EXISTS (SELECT m.Id FROM Tickets m WHERE m.MergedIntoId = t.Id))
    AND NOT EXISTS (SELECT w.TicketId FROM TicketWords w WHERE w.TicketId = t.Id AND w.Word = '');
