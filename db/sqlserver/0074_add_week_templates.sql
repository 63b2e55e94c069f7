-- Named templates of a week, SQL Server.

-- NameKey is the name folded: an agent has one template of a name.
CREATE TABLE WeekTemplates (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_WeekTemplates PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_WeekTemplates_AgentId FOREIGN KEY REFERENCES Agents (Id),
    Name NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    NameKey NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE UNIQUE INDEX UX_WeekTemplates_AgentId_NameKey ON WeekTemplates (AgentId, NameKey);

-- A row, or an amount in it: DayNumber counts from 0 on Monday, null with its amount for the row alone.
CREATE TABLE WeekTemplateLines (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_WeekTemplateLines PRIMARY KEY,
    TemplateId BIGINT NOT NULL CONSTRAINT FK_WeekTemplateLines_TemplateId FOREIGN KEY REFERENCES WeekTemplates (Id),
    ActivityId BIGINT NOT NULL CONSTRAINT FK_WeekTemplateLines_ActivityId FOREIGN KEY REFERENCES Activities (Id),
    SubActivityId BIGINT NULL CONSTRAINT FK_WeekTemplateLines_SubActivityId FOREIGN KEY REFERENCES Activities (Id),
    DomainId BIGINT NULL CONSTRAINT FK_WeekTemplateLines_DomainId FOREIGN KEY REFERENCES Domains (Id),
    ApplicationId BIGINT NULL CONSTRAINT FK_WeekTemplateLines_ApplicationId FOREIGN KEY REFERENCES Applications (Id),
    ProjectId BIGINT NULL CONSTRAINT FK_WeekTemplateLines_ProjectId FOREIGN KEY REFERENCES Projects (Id),
    MemberId BIGINT NULL CONSTRAINT FK_WeekTemplateLines_MemberId FOREIGN KEY REFERENCES Members (Id),
    DayNumber INT NULL,
    QuantityMicros BIGINT NULL,
    Unit NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE INDEX IX_WeekTemplateLines_TemplateId ON WeekTemplateLines (TemplateId, Id);
