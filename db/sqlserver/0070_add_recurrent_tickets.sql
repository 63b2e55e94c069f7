-- Tickets that are opened again and again, SQL Server. Unit is 'day', 'week' or 'month'; NextOn is the day of the next one, none when the
-- last one is opened. FieldsJson is what they say, as somebody enters it.
CREATE TABLE RecurrentTickets (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_RecurrentTickets PRIMARY KEY,
    FieldsJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Unit NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Every INT NOT NULL,
    FirstOn DATE NOT NULL,
    LastOn DATE NULL,
    IsOnWorkingDays BIT NOT NULL,
    NextOn DATE NULL,
    LastTicketId BIGINT NULL,
    Problem NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    Version BIGINT NOT NULL
);
CREATE INDEX IX_RecurrentTickets_NextOn ON RecurrentTickets (NextOn, Id);
