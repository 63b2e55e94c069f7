-- What somebody has planned in a week.
CREATE INDEX IX_TicketTasks_AgentId ON TicketTasks (AgentId, PlannedOn);
