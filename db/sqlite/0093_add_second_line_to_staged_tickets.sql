-- EscalatedAt is when a ticket went from the first line to the second one.
ALTER TABLE StagedTickets ADD COLUMN RequesterPersonId INTEGER NULL;
ALTER TABLE StagedTickets ADD COLUMN CategoryId INTEGER NULL;
ALTER TABLE StagedTickets ADD COLUMN SiteId INTEGER NULL;
ALTER TABLE StagedTickets ADD COLUMN AssignedGroupId INTEGER NULL;
ALTER TABLE StagedTickets ADD COLUMN SupportLevel INTEGER NOT NULL DEFAULT 1;
ALTER TABLE StagedTickets ADD COLUMN EscalatedAt TEXT NULL;
ALTER TABLE StagedTickets ADD COLUMN EscalatedOn TEXT NULL;
