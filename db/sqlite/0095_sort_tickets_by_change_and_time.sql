-- When a ticket was last changed, and what time was logged on it: for lists in that order. Kept by the database itself, as whoever logs
-- time, imports or answers a mail writes lines and steps, and none of them should have to think of it. UpdatedInSightAt leaves out what
-- staff write among themselves.
ALTER TABLE Tickets ADD COLUMN UpdatedAt TEXT NOT NULL DEFAULT '1753-01-01T00:00:00.000Z';
ALTER TABLE Tickets ADD COLUMN UpdatedInSightAt TEXT NOT NULL DEFAULT '1753-01-01T00:00:00.000Z';
ALTER TABLE Tickets ADD COLUMN LoggedMinutes INTEGER NOT NULL DEFAULT 0;

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

CREATE TRIGGER TR_TicketEvents_UpdateTicket AFTER INSERT ON TicketEvents BEGIN
    UPDATE Tickets SET UpdatedAt = NEW.At WHERE Id = NEW.TicketId AND UpdatedAt < NEW.At;
    UPDATE Tickets SET UpdatedInSightAt = NEW.At WHERE Id = NEW.TicketId AND UpdatedInSightAt < NEW.At AND NEW.IsPrivate = 0;
END;

CREATE TRIGGER TR_AuditEntries_UpdateTicket AFTER INSERT ON AuditEntries WHEN NEW.Subject = 'ticket' BEGIN
    UPDATE Tickets SET UpdatedAt = NEW.At WHERE Id = NEW.SubjectId AND UpdatedAt < NEW.At;
    UPDATE Tickets SET UpdatedInSightAt = NEW.At WHERE Id = NEW.SubjectId AND UpdatedInSightAt < NEW.At;
END;

CREATE TRIGGER TR_TimeEntries_AddToTicket AFTER INSERT ON TimeEntries WHEN NEW.TicketId IS NOT NULL BEGIN
    UPDATE Tickets SET LoggedMinutes = LoggedMinutes + NEW.Minutes WHERE Id = NEW.TicketId;
END;

CREATE TRIGGER TR_TimeEntries_MoveToTicket AFTER UPDATE OF TicketId, Minutes ON TimeEntries BEGIN
    UPDATE Tickets SET LoggedMinutes = LoggedMinutes - OLD.Minutes WHERE Id = OLD.TicketId;
    UPDATE Tickets SET LoggedMinutes = LoggedMinutes + NEW.Minutes WHERE Id = NEW.TicketId;
END;

CREATE TRIGGER TR_TimeEntries_TakeFromTicket AFTER DELETE ON TimeEntries WHEN OLD.TicketId IS NOT NULL BEGIN
    UPDATE Tickets SET LoggedMinutes = LoggedMinutes - OLD.Minutes WHERE Id = OLD.TicketId;
END;
