-- What single writes change in the sums of a month waits as differences, and is added; whole days that many lines changed are marked as
-- before. Rows by day are no longer kept.

DROP TABLE ReportWorkByDay;

CREATE TABLE WorkChanges (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Day TEXT NOT NULL,
    AgentId INTEGER NOT NULL,
    TeamId INTEGER NOT NULL,
    ActivityId INTEGER NOT NULL,
    SubActivityId INTEGER NULL,
    DomainId INTEGER NULL,
    ApplicationId INTEGER NULL,
    ProjectId INTEGER NULL,
    MemberId INTEGER NULL,
    Source TEXT NOT NULL,
    EntryCount INTEGER NOT NULL,
    Minutes INTEGER NOT NULL,
    MicroDays INTEGER NOT NULL
) STRICT;

CREATE TABLE TicketChanges (
    Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Day TEXT NOT NULL,
    MemberId INTEGER NOT NULL,
    Channel TEXT NOT NULL,
    Type TEXT NOT NULL,
    Priority INTEGER NOT NULL,
    DomainId INTEGER NULL,
    ApplicationId INTEGER NULL,
    AgentId INTEGER NULL,
    TeamId INTEGER NULL,
    Opened INTEGER NOT NULL,
    TakenInCharge INTEGER NOT NULL,
    Resolved INTEGER NOT NULL,
    Closed INTEGER NOT NULL
) STRICT;

CREATE VIEW PendingDays AS
SELECT d.Fact, d.Day FROM DirtyDays d
UNION ALL
SELECT 'work' AS Fact, w.Day FROM WorkChanges w
UNION ALL
SELECT 'tickets' AS Fact, t.Day FROM TicketChanges t;

-- The revision of RollupState at which the sums of a month last changed; rows that were added to them since they were last one a key.
CREATE TABLE RollupMonths (
    RollUp TEXT NOT NULL,
    YearMonth INTEGER NOT NULL,
    Revision INTEGER NOT NULL,
    AddedRows INTEGER NOT NULL,
    CONSTRAINT PK_RollupMonths PRIMARY KEY (RollUp, YearMonth)
) STRICT, WITHOUT ROWID;
