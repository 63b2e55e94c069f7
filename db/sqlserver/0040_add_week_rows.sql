-- Rows of somebody's week that hold nothing yet, SQL Server. Those without a week stand in every one: favourites.
CREATE TABLE WeekRows (
    Id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT PK_WeekRows PRIMARY KEY,
    AgentId BIGINT NOT NULL CONSTRAINT FK_WeekRows_AgentId FOREIGN KEY REFERENCES Agents (Id),
    WeekStartsOn DATE NULL,
    ActivityId BIGINT NOT NULL CONSTRAINT FK_WeekRows_ActivityId FOREIGN KEY REFERENCES Activities (Id),
    SubActivityId BIGINT NULL CONSTRAINT FK_WeekRows_SubActivityId FOREIGN KEY REFERENCES Activities (Id),
    DomainId BIGINT NULL CONSTRAINT FK_WeekRows_DomainId FOREIGN KEY REFERENCES Domains (Id),
    ApplicationId BIGINT NULL CONSTRAINT FK_WeekRows_ApplicationId FOREIGN KEY REFERENCES Applications (Id),
    ProjectId BIGINT NULL CONSTRAINT FK_WeekRows_ProjectId FOREIGN KEY REFERENCES Projects (Id),
    MemberId BIGINT NULL CONSTRAINT FK_WeekRows_MemberId FOREIGN KEY REFERENCES Members (Id)
);
CREATE INDEX IX_WeekRows_AgentId ON WeekRows (AgentId, WeekStartsOn);
