-- What views of tickets ask for: since when they wait, and what was done lately. SQL Server.
CREATE INDEX IX_Tickets_OpenedAt ON Tickets (OpenedAt, Id);
CREATE INDEX IX_TicketEvents_At ON TicketEvents (At, TicketId);
CREATE INDEX IX_AuditEntries_Subject_At ON AuditEntries (Subject, At, SubjectId);
