-- People who get no more mail of a ticket, SQLite: by the link of a mail, with an account or without.
CREATE TABLE TicketMailLeaves (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    TicketId INTEGER NOT NULL REFERENCES Tickets (Id),
    PersonId INTEGER NULL REFERENCES People (Id),
    UserId INTEGER NULL REFERENCES Users (Id),
    At TEXT NOT NULL
) STRICT;
CREATE INDEX IX_TicketMailLeaves_TicketId ON TicketMailLeaves (TicketId);
CREATE INDEX IX_TicketMailLeaves_PersonId ON TicketMailLeaves (PersonId);

-- Notices that the browser shows over whatever is on the screen, SQLite: those of a browser that was allowed to, as each chooses.
ALTER TABLE NoticeChoices ADD COLUMN IsPopped INTEGER NOT NULL DEFAULT 1;
