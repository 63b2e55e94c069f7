using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>
/// Absences, oldest first, by page: all of one's own and of teams that one leads; of colleagues, those that are approved, without their
/// kind where it is private.
/// </summary>
[Requires(Permission.ReadAbsences)]
public sealed record ListAbsences : IQuery<Page<AbsenceDetails>>
{
    /// <summary>Those that end on this day or later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Those that begin on this day or earlier.</summary>
    public DateOnly? To { get; init; }

    public string? Agent { get; init; }
    public string? Team { get; init; }

    /// <summary>Of absences whose kind one is told.</summary>
    public string? Kind { get; init; }

    /// <summary><c>asked</c>, <c>approved</c> or <c>refused</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Those alone that wait for the reader's decision.</summary>
    public bool? ToDecide { get; init; }

    /// <summary><c>next</c> of the page before.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListAbsencesValidator : AbstractValidator<ListAbsences>
{
    public ListAbsencesValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<AbsenceDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After).Must(after => after is null || DayKey.TryParse(after, out _)).WithMessage(_ => CommonWords.AfterInvalid);
        RuleFor(l => l.Status).Must(status => status is null || AbsenceStatus.All.Contains(status)).WithMessage(_ => Words.StatusUnknown);
        RuleFor(l => l.To)
            .Must((list, to) => list.From is null || to is null || list.From <= to)
            .WithMessage(_ => CommonWords.PeriodReversed);
    }
}

sealed class ListAbsencesHandler(
    Db db,
    ReferentialLookup codes,
    AbsenceKinds kinds,
    AbsenceReader reader,
    AbsenceRights rights,
    CurrentUser user
) : IRequestHandler<ListAbsences, Page<AbsenceDetails>>
{
    public async Task<Page<AbsenceDetails>> Handle(ListAbsences list, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        if (list.ToDecide is true && !rights.DecidesSome(all))
            return new([], null);
        DayKey.TryParse(list.After ?? "", out var after);
        var parameters = new
        {
            From = list.From ?? DateOnly.MinValue,
            To = list.To ?? DateOnly.MaxValue,
            AgentId = codes.Find(all.Agents, "Agent", list.Agent, null)?.Id,
            TeamId = codes.Find(all.Teams, "Team", list.Team, null)?.Id,
            KindId = (await kinds.Find(list.Kind, null, ct))?.Id,
            list.Status,
            ReaderAgentId = user.AgentId,
            AfterDay = after.Day,
            AfterId = after.Id,
            Take = Paging.LimitOf(list.Limit) + 1,
        };
        string[] conditions =
        [
            PeriodWhereSql,
            .. parameters.AgentId is null ? [] : (string[])[AgentWhereSql],
            .. parameters.TeamId is null ? [] : (string[])[TeamWhereSql],
            .. parameters.KindId is null ? [] : (string[])[KindWhereSql],
            .. list.Status is null ? [] : (string[])[StatusWhereSql],
            .. list.ToDecide is true ? (string[])[AskedWhereSql] : [],
            .. list.ToDecide is not true || rights.ManagesAll ? [] : (string[])[LedWhereSql],
            .. rights.ManagesAll ? [] : (string[])[SeenWhereSql],
            .. rights.ManagesAll || parameters.KindId is null ? [] : (string[])[KindSeenWhereSql],
            .. list.After is null ? [] : (string[])[AfterWhereSql],
        ];
        var rows = await db.Query<AbsenceRow>(Statement(db.Dialect, conditions), parameters, ct);
        return Page<AbsenceDetails>.Of([.. rows.Select(row => reader.DetailsOf(row, all))], Paging.LimitOf(list.Limit), absence =>
            new DayKey(absence.From, absence.Id).ToString()
        );
    }

    const string PeriodWhereSql = "a.EndsOn >= @From AND a.StartsOn <= @To";
    const string AgentWhereSql = "a.AgentId = @AgentId";
    const string KindWhereSql = "a.KindId = @KindId";
    const string StatusWhereSql = "a.Status = @Status";
    internal const string AskedWhereSql = "a.Status = 'asked'";
    const string AfterWhereSql = "(a.StartsOn > @AfterDay OR (a.StartsOn = @AfterDay AND a.Id > @AfterId))";

    // The posting of the day on which the absence begins.
    const string PostedSql = """
        p.AgentId = a.AgentId AND p.StartsOn <= a.StartsOn
        AND NOT EXISTS (
            SELECT 1
            FROM AgentPostings q
            WHERE q.AgentId = p.AgentId AND q.StartsOn > p.StartsOn AND q.StartsOn <= a.StartsOn
        )
        """;

    const string TeamWhereSql = $"EXISTS (SELECT 1 FROM AgentPostings p WHERE p.TeamId = @TeamId AND {PostedSql})";

    const string LedSql = $"""
        EXISTS (
            SELECT 1
            FROM AgentPostings p
            JOIN TeamLeaders l ON l.TeamId = p.TeamId
            WHERE l.AgentId = @ReaderAgentId AND {PostedSql}
        )
        """;

    internal const string LedWhereSql = $"a.AgentId <> @ReaderAgentId AND {LedSql}";
    const string SeenWhereSql = $"(a.Status = 'approved' OR a.AgentId = @ReaderAgentId OR {LedSql})";
    const string KindSeenWhereSql = $"(k.IsPrivate = 0 OR a.AgentId = @ReaderAgentId OR {LedSql})";

    static string Statement(SqlDialect dialect, IEnumerable<string> conditions) =>
        $"{AbsenceReader.SelectAbsencesSql} WHERE {string.Join(" AND ", conditions)} ORDER BY a.StartsOn, a.Id{dialect.FirstRows}";

    /// <summary>Every statement this handler can compose, for the checks on both engines.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] conditions =
        [
            PeriodWhereSql,
            AgentWhereSql,
            TeamWhereSql,
            KindWhereSql,
            StatusWhereSql,
            AskedWhereSql,
            LedWhereSql,
            SeenWhereSql,
            KindSeenWhereSql,
            AfterWhereSql,
        ];
        return [.. conditions.Select(condition => Statement(dialect, [condition])), Statement(dialect, conditions)];
    }
}
