-- EscalatedAt is when a ticket went from the first line to the second one.
ALTER TABLE StagedTickets ADD RequesterPersonId BIGINT NULL;
ALTER TABLE StagedTickets ADD CategoryId BIGINT NULL;
ALTER TABLE StagedTickets ADD SiteId BIGINT NULL;
ALTER TABLE StagedTickets ADD AssignedGroupId BIGINT NULL;
ALTER TABLE StagedTickets ADD SupportLevel INT NOT NULL CONSTRAINT DF_StagedTickets_SupportLevel DEFAULT 1;
ALTER TABLE StagedTickets ADD EscalatedAt DATETIME2(3) NULL;
ALTER TABLE StagedTickets ADD EscalatedOn DATE NULL;
