-- Who looks at which ticket now, SQLite: a row for each page, said anew every few seconds and forgotten soon after nothing is said.
-- It keeps nobody from taking a ticket out, hence no foreign key.
CREATE TABLE TicketPresences (
    PageKey TEXT NOT NULL CONSTRAINT PK_TicketPresences PRIMARY KEY,
    TicketId INTEGER NOT NULL,
    UserId INTEGER NOT NULL REFERENCES Users (Id),
    IsAnswering INTEGER NOT NULL,
    SeenAt TEXT NOT NULL,
    ChangedAtMs INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_TicketPresences_TicketId ON TicketPresences (TicketId);
