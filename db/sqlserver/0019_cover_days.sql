-- Indexes by day hold all that sums of a range of days read, SQL Server: no plan has to choose between a look-up per row and the
-- whole table. SQLite keeps them as they are: it makes no plan for one range and uses it for another.

DROP INDEX IX_TimeEntries_WorkedOn ON TimeEntries;
CREATE INDEX IX_TimeEntries_WorkedOn ON TimeEntries (WorkedOn, Id)
    INCLUDE (AgentId, TeamId, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId, TicketId, InterventionId,
        TrainingSessionId, Source, Minutes, MicroDays);

DROP INDEX IX_Tickets_OpenedOn ON Tickets;
CREATE INDEX IX_Tickets_OpenedOn ON Tickets (OpenedOn, MemberId)
    INCLUDE (Channel, Type, Priority, DomainId, ApplicationId, AssignedAgentId, AssignedTeamId);

DROP INDEX IX_Tickets_TakenInChargeOn ON Tickets;
CREATE INDEX IX_Tickets_TakenInChargeOn ON Tickets (TakenInChargeOn)
    INCLUDE (MemberId, Channel, Type, Priority, DomainId, ApplicationId, AssignedAgentId, AssignedTeamId);

DROP INDEX IX_Tickets_ResolvedOn ON Tickets;
CREATE INDEX IX_Tickets_ResolvedOn ON Tickets (ResolvedOn)
    INCLUDE (MemberId, Channel, Type, Priority, DomainId, ApplicationId, AssignedAgentId, AssignedTeamId);

DROP INDEX IX_Tickets_ClosedOn ON Tickets;
CREATE INDEX IX_Tickets_ClosedOn ON Tickets (ClosedOn)
    INCLUDE (MemberId, Channel, Type, Priority, DomainId, ApplicationId, AssignedAgentId, AssignedTeamId);

DROP INDEX IX_Interventions_WorkedOn ON Interventions;
CREATE INDEX IX_Interventions_WorkedOn ON Interventions (WorkedOn, Id)
    INCLUDE (MemberId, SiteId, Kind, TravelMinutes);

DROP INDEX IX_TrainingSessions_StartsOn ON TrainingSessions;
CREATE INDEX IX_TrainingSessions_StartsOn ON TrainingSessions (StartsOn, Id)
    INCLUDE (CategoryId, ApplicationId, SessionMicroDays, PreparationMicroDays);

DROP INDEX IX_ReportWorkByDay_Day ON ReportWorkByDay;
CREATE INDEX IX_ReportWorkByDay_Day ON ReportWorkByDay (Day)
    INCLUDE (AgentId, TeamId, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId, Source, EntryCount, Minutes,
        MicroDays);

DROP INDEX IX_ReportWorkByMonth_YearMonth ON ReportWorkByMonth;
CREATE INDEX IX_ReportWorkByMonth_YearMonth ON ReportWorkByMonth (YearMonth, ActivityId)
    INCLUDE (AgentId, TeamId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId, Source, EntryCount, Minutes, MicroDays);
