-- Mail that comes in, SQLite: mailboxes, whose domains are whose, and every message that arrived.

-- Security is starttls, tls or none. LastUid is the last message of UidValidity that was kept: those behind it are to come.
CREATE TABLE Mailboxes (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Name TEXT NOT NULL,
    Address TEXT NOT NULL,
    Host TEXT NOT NULL,
    Port INTEGER NOT NULL,
    Security TEXT NOT NULL,
    UserName TEXT NOT NULL,
    SealedPassword TEXT NULL,
    Folder TEXT NOT NULL,
    MemberId INTEGER NULL REFERENCES Members (Id),
    GroupId INTEGER NULL REFERENCES AssignmentGroups (Id),
    CategoryId INTEGER NULL REFERENCES Categories (Id),
    IsForAnyone INTEGER NOT NULL,
    IsPaused INTEGER NOT NULL,
    UidValidity INTEGER NULL,
    LastUid INTEGER NOT NULL,
    PolledAt TEXT NULL,
    Problem TEXT NULL,
    Version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Mailboxes_Address ON Mailboxes (Address);

-- Whose people write from a domain.
CREATE TABLE MailDomains (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Domain TEXT NOT NULL,
    MemberId INTEGER NOT NULL REFERENCES Members (Id)
) STRICT;
CREATE UNIQUE INDEX UX_MailDomains_Domain ON MailDomains (Domain);
CREATE INDEX IX_MailDomains_MemberId ON MailDomains (MemberId);

-- Every mail that came in, kept before anything else and handled once. Digest tells one message from another, however often and in
-- however many mailboxes it arrives; MessageKey is the digest of its Message-ID, which answers name. EventId is the step of the ticket
-- that it has become; IsConfirmed says whether its sender may be told so.
CREATE TABLE ReceivedMails (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    MailboxId INTEGER NOT NULL REFERENCES Mailboxes (Id),
    UidValidity INTEGER NOT NULL,
    Uid INTEGER NOT NULL,
    Digest TEXT NOT NULL,
    MessageKey TEXT NULL,
    ReceivedAt TEXT NOT NULL,
    FromAddress TEXT NOT NULL,
    FromName TEXT NOT NULL,
    Subject TEXT NOT NULL,
    State TEXT NOT NULL,
    Reason TEXT NULL,
    HandledAt TEXT NULL,
    TicketId INTEGER NULL REFERENCES Tickets (Id),
    EventId INTEGER NULL,
    IsConfirmed INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_ReceivedMails_Uid ON ReceivedMails (MailboxId, UidValidity, Uid);
CREATE UNIQUE INDEX UX_ReceivedMails_Digest ON ReceivedMails (Digest);
CREATE INDEX IX_ReceivedMails_MessageKey ON ReceivedMails (MessageKey);
CREATE INDEX IX_ReceivedMails_State ON ReceivedMails (State, Id);
CREATE INDEX IX_ReceivedMails_FromAddress ON ReceivedMails (FromAddress, ReceivedAt);
CREATE INDEX IX_ReceivedMails_TicketId ON ReceivedMails (TicketId);
CREATE INDEX IX_ReceivedMails_ReceivedAt ON ReceivedMails (ReceivedAt);

-- Who wrote a message and has no account.
ALTER TABLE TicketEvents ADD COLUMN AuthorName TEXT NULL;
