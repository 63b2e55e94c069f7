-- Tickets that are opened again and again, SQLite. Unit is 'day', 'week' or 'month'; NextOn is the day of the next one, none when the last
-- one is opened. FieldsJson is what they say, as somebody enters it.
CREATE TABLE RecurrentTickets (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    FieldsJson TEXT NOT NULL,
    Unit TEXT NOT NULL,
    Every INTEGER NOT NULL,
    FirstOn TEXT NOT NULL,
    LastOn TEXT NULL,
    IsOnWorkingDays INTEGER NOT NULL,
    NextOn TEXT NULL,
    LastTicketId INTEGER NULL,
    Problem TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE INDEX IX_RecurrentTickets_NextOn ON RecurrentTickets (NextOn, Id);
