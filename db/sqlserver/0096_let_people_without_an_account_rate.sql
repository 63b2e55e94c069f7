-- Who rates a ticket from a mail may have no account.
ALTER TABLE TicketSatisfactions ALTER COLUMN UserId BIGINT NULL;
