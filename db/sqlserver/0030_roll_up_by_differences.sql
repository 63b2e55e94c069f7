-- What single writes change in the sums of a month waits as differences, and is added; whole days that many lines changed are marked as
-- before. Rows by day are no longer kept.

DROP TABLE ReportWorkByDay;

CREATE TABLE WorkChanges (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_WorkChanges PRIMARY KEY,
    Day DATE NOT NULL,
    AgentId BIGINT NOT NULL,
    TeamId BIGINT NOT NULL,
    ActivityId BIGINT NOT NULL,
    SubActivityId BIGINT NULL,
    DomainId BIGINT NULL,
    ApplicationId BIGINT NULL,
    ProjectId BIGINT NULL,
    MemberId BIGINT NULL,
    Source NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    EntryCount INT NOT NULL,
    Minutes BIGINT NOT NULL,
    MicroDays BIGINT NOT NULL
);

CREATE TABLE TicketChanges (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_TicketChanges PRIMARY KEY,
    Day DATE NOT NULL,
    MemberId BIGINT NOT NULL,
    Channel NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Type NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Priority INT NOT NULL,
    DomainId BIGINT NULL,
    ApplicationId BIGINT NULL,
    AgentId BIGINT NULL,
    TeamId BIGINT NULL,
    Opened INT NOT NULL,
    TakenInCharge INT NOT NULL,
    Resolved INT NOT NULL,
    Closed INT NOT NULL
);
GO

CREATE VIEW PendingDays AS
SELECT d.Fact, d.Day FROM DirtyDays d
UNION ALL
SELECT 'work' AS Fact, w.Day FROM WorkChanges w
UNION ALL
SELECT 'tickets' AS Fact, t.Day FROM TicketChanges t;
GO

-- The revision of RollupState at which the sums of a month last changed; rows that were added to them since they were last one a key.
CREATE TABLE RollupMonths (
    RollUp NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    YearMonth INT NOT NULL,
    Revision BIGINT NOT NULL,
    AddedRows INT NOT NULL,
    CONSTRAINT PK_RollupMonths PRIMARY KEY (RollUp, YearMonth)
);
