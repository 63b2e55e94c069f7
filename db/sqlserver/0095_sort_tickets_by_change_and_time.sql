-- When a ticket was last changed, and what time was logged on it: for lists in that order. Kept by the database itself, as whoever logs
-- time, imports or answers a mail writes lines and steps, and none of them should have to think of it. UpdatedInSightAt leaves out what
-- staff write among themselves.
ALTER TABLE Tickets ADD UpdatedAt DATETIME2(3) NOT NULL CONSTRAINT DF_Tickets_UpdatedAt DEFAULT '1753-01-01T00:00:00.000';
ALTER TABLE Tickets ADD UpdatedInSightAt DATETIME2(3) NOT NULL CONSTRAINT DF_Tickets_UpdatedInSightAt DEFAULT '1753-01-01T00:00:00.000';
ALTER TABLE Tickets ADD LoggedMinutes BIGINT NOT NULL CONSTRAINT DF_Tickets_LoggedMinutes DEFAULT 0;
GO

UPDATE Tickets
SET UpdatedAt = OpenedAt, UpdatedInSightAt = OpenedAt,
    LoggedMinutes = (SELECT COALESCE(SUM(e.Minutes), 0) FROM TimeEntries e WHERE e.TicketId = Tickets.Id);
UPDATE Tickets SET UpdatedAt = (SELECT MAX(c.At) FROM TicketEvents c WHERE c.TicketId = Tickets.Id)
WHERE EXISTS (SELECT c.At FROM TicketEvents c WHERE c.TicketId = Tickets.Id AND c.At > Tickets.UpdatedAt);
UPDATE Tickets SET UpdatedAt = (SELECT MAX(c.At) FROM AuditEntries c WHERE c.Subject = 'ticket' AND c.SubjectId = Tickets.Id)
WHERE Id IN (SELECT c.SubjectId FROM AuditEntries c WHERE c.Subject = 'ticket')
    AND UpdatedAt < (SELECT MAX(c.At) FROM AuditEntries c WHERE c.Subject = 'ticket' AND c.SubjectId = Tickets.Id);
UPDATE Tickets SET UpdatedInSightAt = (SELECT MAX(c.At) FROM TicketEvents c WHERE c.TicketId = Tickets.Id AND c.IsPrivate = 0)
WHERE EXISTS (SELECT c.At FROM TicketEvents c WHERE c.TicketId = Tickets.Id AND c.IsPrivate = 0 AND c.At > Tickets.UpdatedInSightAt);
UPDATE Tickets SET UpdatedInSightAt = (SELECT MAX(c.At) FROM AuditEntries c WHERE c.Subject = 'ticket' AND c.SubjectId = Tickets.Id)
WHERE Id IN (SELECT c.SubjectId FROM AuditEntries c WHERE c.Subject = 'ticket')
    AND UpdatedInSightAt < (SELECT MAX(c.At) FROM AuditEntries c WHERE c.Subject = 'ticket' AND c.SubjectId = Tickets.Id);

CREATE INDEX IX_Tickets_UpdatedAt ON Tickets (UpdatedAt, Id);
CREATE INDEX IX_Tickets_UpdatedInSightAt ON Tickets (UpdatedInSightAt, Id);
CREATE INDEX IX_Tickets_LoggedMinutes ON Tickets (LoggedMinutes, Id);
GO

CREATE TRIGGER TR_TicketEvents_UpdateTicket ON TicketEvents AFTER INSERT AS
BEGIN
    SET NOCOUNT ON;
    UPDATE t SET UpdatedAt = c.At
    FROM Tickets t
    JOIN (SELECT i.TicketId, MAX(i.At) AS At FROM inserted i GROUP BY i.TicketId) c ON c.TicketId = t.Id
    WHERE t.UpdatedAt < c.At;
    UPDATE t SET UpdatedInSightAt = c.At
    FROM Tickets t
    JOIN (SELECT i.TicketId, MAX(i.At) AS At FROM inserted i WHERE i.IsPrivate = 0 GROUP BY i.TicketId) c ON c.TicketId = t.Id
    WHERE t.UpdatedInSightAt < c.At;
END;
GO

CREATE TRIGGER TR_AuditEntries_UpdateTicket ON AuditEntries AFTER INSERT AS
BEGIN
    SET NOCOUNT ON;
    UPDATE t
    SET UpdatedAt = CASE WHEN t.UpdatedAt < c.At THEN c.At ELSE t.UpdatedAt END,
        UpdatedInSightAt = CASE WHEN t.UpdatedInSightAt < c.At THEN c.At ELSE t.UpdatedInSightAt END
    FROM Tickets t
    JOIN (SELECT i.SubjectId, MAX(i.At) AS At FROM inserted i WHERE i.Subject = 'ticket' GROUP BY i.SubjectId) c ON c.SubjectId = t.Id;
END;
GO

CREATE TRIGGER TR_TimeEntries_AddToTicket ON TimeEntries AFTER INSERT, UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    UPDATE t SET LoggedMinutes = t.LoggedMinutes + c.Minutes
    FROM Tickets t
    JOIN (
        SELECT m.TicketId, SUM(m.Minutes) AS Minutes
        FROM (
            SELECT i.TicketId, i.Minutes FROM inserted i
            UNION ALL
            SELECT d.TicketId, -d.Minutes FROM deleted d
        ) m
        WHERE m.TicketId IS NOT NULL
        GROUP BY m.TicketId
    ) c ON c.TicketId = t.Id
    WHERE c.Minutes <> 0;
END;
GO
