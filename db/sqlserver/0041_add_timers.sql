-- What somebody is working on now, SQL Server. One a person: the key says so.
CREATE TABLE Timers (
    AgentId BIGINT NOT NULL CONSTRAINT PK_Timers PRIMARY KEY CONSTRAINT FK_Timers_AgentId FOREIGN KEY REFERENCES Agents (Id),
    StartedAt DATETIME2(3) NOT NULL,
    ActivityId BIGINT NOT NULL CONSTRAINT FK_Timers_ActivityId FOREIGN KEY REFERENCES Activities (Id),
    SubActivityId BIGINT NULL CONSTRAINT FK_Timers_SubActivityId FOREIGN KEY REFERENCES Activities (Id),
    DomainId BIGINT NULL CONSTRAINT FK_Timers_DomainId FOREIGN KEY REFERENCES Domains (Id),
    ApplicationId BIGINT NULL CONSTRAINT FK_Timers_ApplicationId FOREIGN KEY REFERENCES Applications (Id),
    ProjectId BIGINT NULL CONSTRAINT FK_Timers_ProjectId FOREIGN KEY REFERENCES Projects (Id),
    MemberId BIGINT NULL CONSTRAINT FK_Timers_MemberId FOREIGN KEY REFERENCES Members (Id),
    Note NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL
);
