namespace Siim94.ITSM.Features.Referentials;

/// <summary>How rows of referentials are inserted, by hand or by the import.</summary>
static class ReferentialSql
{
    public const string InsertDepartmentSql =
        "INSERT INTO Departments (Code, Name, ParentId, ClosedOn, Version) VALUES (@Code, @Name, @ParentId, NULL, 1)";
    public const string InsertTeamSql = """
        INSERT INTO Teams (Code, Name, DepartmentId, FullTimeHundredths, ClosedOn, Version)
        VALUES (@Code, @Name, @DepartmentId, @FullTimeHundredths, NULL, 1)
        """;
    public const string InsertMemberSql =
        "INSERT INTO Members (Code, Name, Kind, ParentId, ClosedOn, Version) VALUES (@Code, @Name, @Kind, @ParentId, NULL, 1)";
    public const string InsertSiteSql =
        "INSERT INTO Sites (Code, Name, MemberId, Address, ClosedOn, Version) VALUES (@Code, @Name, @MemberId, @Address, NULL, 1)";
    public const string InsertAgentSql = "INSERT INTO Agents (Code, Name, ClosedOn, Version) VALUES (@Code, @Name, NULL, 1)";
    public const string InsertPostingSql =
        "INSERT INTO AgentPostings (AgentId, StartsOn, TeamId, DayMinutes) VALUES (@AgentId, @StartsOn, @TeamId, @DayMinutes)";

    public const string InsertActivitySql = """
        INSERT INTO Activities (Code, Name, DepartmentId, ParentId, DomainRule, DomainKind, ApplicationRule, ProjectRule, MemberRule,
            IsForEveryTeam, SortOrder, ClosedOn, Version)
        VALUES (@Code, @Name, @DepartmentId, @ParentId, @DomainRule, @DomainKind, @ApplicationRule, @ProjectRule, @MemberRule,
            @IsForEveryTeam, @SortOrder, NULL, 1)
        """;

    public const string InsertDomainSql =
        "INSERT INTO Domains (Code, Name, Kind, ParentId, ClosedOn, Version) VALUES (@Code, @Name, @Kind, @ParentId, NULL, 1)";
    public const string InsertApplicationSql = """
        INSERT INTO Applications (Code, Name, DomainId, TeamId, LeaderAgentId, ClosedOn, Version)
        VALUES (@Code, @Name, @DomainId, @TeamId, @LeaderAgentId, NULL, 1)
        """;
    public const string InsertGroupSql = """
        INSERT INTO AssignmentGroups (Code, Name, TeamId, SupportLevel, ClosedOn, Version)
        VALUES (@Code, @Name, @TeamId, @SupportLevel, NULL, 1)
        """;
    public const string InsertCategorySql =
        "INSERT INTO Categories (Code, Name, ParentId, ClosedOn, Version) VALUES (@Code, @Name, @ParentId, NULL, 1)";
    public const string InsertProjectSql =
        "INSERT INTO Projects (Code, Name, DomainId, ClosedOn, Version) VALUES (@Code, @Name, @DomainId, NULL, 1)";
    public const string InsertTrainingCategorySql =
        "INSERT INTO TrainingCategories (Code, Name, SubActivityId, ClosedOn, Version) VALUES (@Code, @Name, @SubActivityId, NULL, 1)";
    public const string InsertAliasSql =
        "INSERT INTO Aliases (Referential, TargetId, Label, FoldedLabel) VALUES (@Referential, @TargetId, @Label, @FoldedLabel)";
    public const string InsertContributionSql =
        "INSERT INTO Contributions (MemberId, Year, Nature, AmountCents) VALUES (@MemberId, @Year, @Nature, @AmountCents)";
}
