using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Lines of the ledger, oldest first, by page. All filters are optional, and take codes or any known spelling.</summary>
[Requires(Permission.ReadTimeEntries)]
public sealed record ListTimeEntries : IQuery<Page<TimeEntryDetails>>
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Agent { get; init; }
    public string? Team { get; init; }
    public string? Activity { get; init; }
    public string? SubActivity { get; init; }
    public string? Domain { get; init; }
    public string? Application { get; init; }
    public string? Project { get; init; }
    public string? Member { get; init; }

    /// <summary>Number of a ticket; lines of those merged into it are among its own.</summary>
    public long? Ticket { get; init; }

    /// <summary><c>next</c> of the page before.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListTimeEntriesValidator : AbstractValidator<ListTimeEntries>
{
    public ListTimeEntriesValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TimeEntryDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After).Must(after => after is null || DayKey.TryParse(after, out _)).WithMessage(_ => CommonWords.AfterInvalid);
        RuleFor(l => l.To)
            .Must((list, to) => list.From is null || to is null || list.From <= to)
            .WithMessage(_ => CommonWords.PeriodReversed);
    }
}

sealed class ListTimeEntriesHandler(ReferentialLookup codes, Db db, CurrentUser user)
    : IRequestHandler<ListTimeEntries, Page<TimeEntryDetails>>
{
    public async Task<Page<TimeEntryDetails>> Handle(ListTimeEntries list, CancellationToken ct)
    {
        // Lines do not tell the people of a member who worked; asking for one agent after another must not either.
        if (!user.SeesAllMembers && (list.Agent ?? list.Team) is not null)
            throw RequestErrors.NotAllowed();
        var all = await codes.Referentials(ct);
        var activities = Match(all.Activities, "Activity", list.Activity, a => a.ParentId is null);
        var subActivities = Match(all.Activities, "SubActivity", list.SubActivity, a => a.ParentId is not null);
        DayKey.TryParse(list.After ?? "", out var after);
        var parameters = new
        {
            From = list.From ?? DateOnly.MinValue,
            To = list.To ?? DateOnly.MaxValue,
            AgentId = codes.Find(all.Agents, "Agent", list.Agent, null)?.Id,
            TeamId = codes.Find(all.Teams, "Team", list.Team, null)?.Id,
            ActivityIds = activities,
            SubActivityIds = subActivities,
            DomainId = codes.Find(all.Domains, "Domain", list.Domain, null)?.Id,
            ApplicationId = codes.Find(all.Applications, "Application", list.Application, null)?.Id,
            ProjectId = codes.Find(all.Projects, "Project", list.Project, null)?.Id,
            MemberId = codes.Find(all.Members, "Member", list.Member, null)?.Id,
            TicketIds = list.Ticket is { } ticket ? await db.Query<long>(LedBySql, new { TicketId = ticket }, ct) : [],
            ScopeMemberIds = user.MemberScope,
            AfterDay = after.Day,
            AfterId = after.Id,
            Take = Paging.LimitOf(list.Limit) + 1,
        };
        var sql = Statement(
            db.Dialect,
            [
                PeriodWhereSql,
                .. parameters.AgentId is null ? [] : (string[])[AgentWhereSql],
                .. parameters.TeamId is null ? [] : (string[])[TeamWhereSql],
                .. activities is null ? [] : (string[])[ActivityWhereSql],
                .. subActivities is null ? [] : (string[])[SubActivityWhereSql],
                .. parameters.DomainId is null ? [] : (string[])[DomainWhereSql],
                .. parameters.ApplicationId is null ? [] : (string[])[ApplicationWhereSql],
                .. parameters.ProjectId is null ? [] : (string[])[ProjectWhereSql],
                .. parameters.MemberId is null ? [] : (string[])[MemberWhereSql],
                .. list.Ticket is null ? [] : (string[])[TicketWhereSql],
                .. user.SeesAllMembers ? [] : (string[])[ScopeWhereSql],
                .. list.After is null ? [] : (string[])[AfterWhereSql],
            ]
        );
        var rows = await db.Query(sql, parameters, TimeEntryRow.Of, ct);
        return Page<TimeEntryDetails>.Of(
            [.. rows.Select(row => TimeEntryReader.DetailsOf(row, all).ShownTo(user))],
            Paging.LimitOf(list.Limit),
            entry => new DayKey(entry.Day, entry.Id).ToString()
        );

        // A name that several departments share filters on all of them.
        long[]? Match(ReferentialSet<Activity> set, string field, string? text, Func<Activity, bool> level)
        {
            if (string.IsNullOrWhiteSpace(text))
                return null;
            long[] ids = [.. set.Find(text).Where(level).Select(a => a.Id)];
            return ids.Length > 0 ? ids : throw codes.Unknown(set, field, text, level);
        }
    }

    const string LedBySql = """
        WITH Led AS (
            SELECT t.Id FROM Tickets t WHERE t.Id = @TicketId
            UNION ALL
            SELECT t.Id FROM Tickets t JOIN Led l ON t.MergedIntoId = l.Id
        )
        SELECT l.Id FROM Led l
        """;

    const string PeriodWhereSql = "e.WorkedOn BETWEEN @From AND @To";
    const string AgentWhereSql = "e.AgentId = @AgentId";
    const string TeamWhereSql = "e.TeamId = @TeamId";
    const string ActivityWhereSql = "e.ActivityId IN @ActivityIds";
    const string SubActivityWhereSql = "e.SubActivityId IN @SubActivityIds";
    const string DomainWhereSql = "e.DomainId = @DomainId";
    const string ApplicationWhereSql = "e.ApplicationId = @ApplicationId";
    const string ProjectWhereSql = "e.ProjectId = @ProjectId";
    const string MemberWhereSql = "e.MemberId = @MemberId";
    const string TicketWhereSql = "e.TicketId IN @TicketIds";
    const string ScopeWhereSql = "e.MemberId IN @ScopeMemberIds";
    const string AfterWhereSql = "(e.WorkedOn > @AfterDay OR (e.WorkedOn = @AfterDay AND e.Id > @AfterId))";

    static string Statement(SqlDialect dialect, IEnumerable<string> conditions) =>
        $"{TimeEntryReader.SelectEntriesSql} WHERE {string.Join(" AND ", conditions)} ORDER BY e.WorkedOn, e.Id{dialect.FirstRows}";

    /// <summary>
    /// Every statement this handler can compose, for the checks on both engines: each condition alone, and all of them together.
    /// </summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] conditions =
        [
            PeriodWhereSql,
            AgentWhereSql,
            TeamWhereSql,
            ActivityWhereSql,
            SubActivityWhereSql,
            DomainWhereSql,
            ApplicationWhereSql,
            ProjectWhereSql,
            MemberWhereSql,
            TicketWhereSql,
            ScopeWhereSql,
            AfterWhereSql,
        ];
        return [.. conditions.Select(condition => Statement(dialect, [condition])), Statement(dialect, conditions)];
    }
}
