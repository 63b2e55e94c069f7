-- Who looks at which ticket now, SQL Server: a row for each page, said anew every few seconds and forgotten soon after nothing is said.
-- It keeps nobody from taking a ticket out, hence no foreign key.
CREATE TABLE TicketPresences (
    PageKey NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_TicketPresences PRIMARY KEY,
    TicketId BIGINT NOT NULL,
    UserId BIGINT NOT NULL CONSTRAINT FK_TicketPresences_UserId FOREIGN KEY REFERENCES Users (Id),
    IsAnswering BIT NOT NULL,
    SeenAt DATETIME2(3) NOT NULL,
    ChangedAtMs BIGINT NOT NULL
);
CREATE INDEX IX_TicketPresences_TicketId ON TicketPresences (TicketId);
