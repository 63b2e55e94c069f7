-- What an agent's days add up to is read from one index, SQLite: neither logging a line nor counting coverage looks rows up.
DROP INDEX IX_TimeEntries_AgentId;
CREATE INDEX IX_TimeEntries_AgentId ON TimeEntries (AgentId, WorkedOn, Id, Minutes);
