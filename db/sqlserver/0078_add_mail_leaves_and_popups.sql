-- People who get no more mail of a ticket, SQL Server: by the link of a mail, with an account or without.
CREATE TABLE TicketMailLeaves (
    Id BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_TicketMailLeaves PRIMARY KEY,
    TicketId BIGINT NOT NULL CONSTRAINT FK_TicketMailLeaves_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    PersonId BIGINT NULL CONSTRAINT FK_TicketMailLeaves_PersonId FOREIGN KEY REFERENCES People (Id),
    UserId BIGINT NULL CONSTRAINT FK_TicketMailLeaves_UserId FOREIGN KEY REFERENCES Users (Id),
    At DATETIME2(3) NOT NULL
);
CREATE INDEX IX_TicketMailLeaves_TicketId ON TicketMailLeaves (TicketId);
CREATE INDEX IX_TicketMailLeaves_PersonId ON TicketMailLeaves (PersonId);

-- Notices that the browser shows over whatever is on the screen, SQL Server: those of a browser that was allowed to, as each chooses.
ALTER TABLE NoticeChoices ADD IsPopped BIT NOT NULL CONSTRAINT DF_NoticeChoices_IsPopped DEFAULT 1;
