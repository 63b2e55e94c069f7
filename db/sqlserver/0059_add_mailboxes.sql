-- Mail that comes in, SQL Server: mailboxes, whose domains are whose, and every message that arrived.

-- Security is starttls, tls or none. LastUid is the last message of UidValidity that was kept: those behind it are to come.
CREATE TABLE Mailboxes (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_Mailboxes PRIMARY KEY,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Address NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Host NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Port INT NOT NULL,
    Security NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    UserName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SealedPassword NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL,
    Folder NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MemberId BIGINT NULL CONSTRAINT FK_Mailboxes_MemberId FOREIGN KEY REFERENCES Members (Id),
    GroupId BIGINT NULL CONSTRAINT FK_Mailboxes_GroupId FOREIGN KEY REFERENCES AssignmentGroups (Id),
    CategoryId BIGINT NULL CONSTRAINT FK_Mailboxes_CategoryId FOREIGN KEY REFERENCES Categories (Id),
    IsForAnyone BIT NOT NULL,
    IsPaused BIT NOT NULL,
    UidValidity BIGINT NULL,
    LastUid BIGINT NOT NULL,
    PolledAt DATETIME2(3) NULL,
    Problem NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
    Version BIGINT NOT NULL
);
CREATE UNIQUE INDEX UX_Mailboxes_Address ON Mailboxes (Address);

-- Whose people write from a domain.
CREATE TABLE MailDomains (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_MailDomains PRIMARY KEY,
    Domain NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MemberId BIGINT NOT NULL CONSTRAINT FK_MailDomains_MemberId FOREIGN KEY REFERENCES Members (Id)
);
CREATE UNIQUE INDEX UX_MailDomains_Domain ON MailDomains (Domain);
CREATE INDEX IX_MailDomains_MemberId ON MailDomains (MemberId);

-- Every mail that came in, kept before anything else and handled once. Digest tells one message from another, however often and in
-- however many mailboxes it arrives; MessageKey is the digest of its Message-ID, which answers name. EventId is the step of the ticket
-- that it has become; IsConfirmed says whether its sender may be told so.
CREATE TABLE ReceivedMails (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_ReceivedMails PRIMARY KEY,
    MailboxId BIGINT NOT NULL CONSTRAINT FK_ReceivedMails_MailboxId FOREIGN KEY REFERENCES Mailboxes (Id),
    UidValidity BIGINT NOT NULL,
    Uid BIGINT NOT NULL,
    Digest NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    MessageKey NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
    ReceivedAt DATETIME2(3) NOT NULL,
    FromAddress NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FromName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Subject NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    State NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NULL,
    HandledAt DATETIME2(3) NULL,
    TicketId BIGINT NULL CONSTRAINT FK_ReceivedMails_TicketId FOREIGN KEY REFERENCES Tickets (Id),
    EventId BIGINT NULL,
    IsConfirmed BIT NOT NULL
);
CREATE UNIQUE INDEX UX_ReceivedMails_Uid ON ReceivedMails (MailboxId, UidValidity, Uid);
CREATE UNIQUE INDEX UX_ReceivedMails_Digest ON ReceivedMails (Digest);
CREATE INDEX IX_ReceivedMails_MessageKey ON ReceivedMails (MessageKey);
CREATE INDEX IX_ReceivedMails_State ON ReceivedMails (State, Id);
CREATE INDEX IX_ReceivedMails_FromAddress ON ReceivedMails (FromAddress, ReceivedAt);
CREATE INDEX IX_ReceivedMails_TicketId ON ReceivedMails (TicketId);
CREATE INDEX IX_ReceivedMails_ReceivedAt ON ReceivedMails (ReceivedAt);

-- Who wrote a message and has no account.
ALTER TABLE TicketEvents ADD AuthorName NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL;
