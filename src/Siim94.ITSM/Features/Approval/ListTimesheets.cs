using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Weeks and months that were submitted, oldest first, by page: one's own, those of teams that one leads, or all. Those never submitted are
/// not in it.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record ListTimesheets : IQuery<Page<TimesheetDetails>>
{
    /// <summary><c>open</c>, <c>submitted</c>, <c>approved</c> or <c>returned</c>; all without it.</summary>
    public string? State { get; init; }

    public string? Team { get; init; }
    public string? Agent { get; init; }

    /// <summary>Those alone that wait for the reader's approval.</summary>
    public bool? ToApprove { get; init; }

    /// <summary><c>next</c> of the page before.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListTimesheetsValidator : AbstractValidator<ListTimesheets>
{
    static readonly string[] States = [TimesheetState.Open, TimesheetState.Submitted, TimesheetState.Approved, TimesheetState.Returned];

    public ListTimesheetsValidator()
    {
        RuleFor(l => l.State)
            .Must(state => state is null || States.Contains(state))
            .WithMessage(_ => string.Format(Words.OneOf, string.Join(", ", States)));
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TimesheetDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After).Must(after => after is null || DayKey.TryParse(after, out _)).WithMessage(_ => CommonWords.AfterInvalid);
    }
}

sealed class ListTimesheetsHandler(TimesheetReader reader, TimesheetList list) : IRequestHandler<ListTimesheets, Page<TimesheetDetails>>
{
    public async Task<Page<TimesheetDetails>> Handle(ListTimesheets request, CancellationToken ct)
    {
        var limit = Paging.LimitOf(request.Limit);
        DayKey.TryParse(request.After ?? "", out var after);
        var sheets = await list.Read(request.State, request.Team, request.Agent, request.ToApprove is true, after, limit + 1, ct);
        var details = await reader.Details(sheets, ct);
        return sheets.Count > limit ? new([.. details.Take(limit)], TimesheetList.KeyOf(sheets[limit - 1]).ToString()) : new(details, null);
    }
}

/// <summary>Finds the time sheets that are within the reader's reach.</summary>
sealed class TimesheetList(Db db, ReferentialLookup codes, TimesheetReader reader, TimeJudges judges, CurrentUser user)
{
    public async Task<IReadOnlyList<AgentSheet>> Read(
        string? state,
        string? team,
        string? agent,
        bool toApprove,
        DayKey after,
        int take,
        CancellationToken ct
    )
    {
        var all = await codes.Referentials(ct);
        var rows = await db.Query<TimesheetRow>(
            SheetsSql + db.Dialect.FirstRows,
            new
            {
                State = state,
                TeamId = codes.Find(all.Teams, "Team", team, null)?.Id,
                AgentId = codes.Find(all.Agents, "Agent", agent, null)?.Id,
                SeesAll = user.Can(Permission.ApproveTime),
                OwnAgentId = user.AgentId,
                LedTeamIds = all.Teams.Where(one => one.IsLedBy(user.AgentId)).Select(one => one.Id).ToList(),
                ToApprove = toApprove,
                JudgedTeamIds = toApprove ? await judges.TeamIds(ct) : [],
                AfterDay = after.Day,
                AfterId = after.Id,
                Take = take,
            },
            ct
        );
        return await reader.Of(rows, ct);
    }

    public static DayKey KeyOf(AgentSheet sheet) => new(sheet.Row.FirstOn, sheet.Row.Id);

    const string SheetsSql = $"""
        {TimesheetRow.SelectSheetsSql}
        WHERE (@State IS NULL OR t.State = @State) AND (@TeamId IS NULL OR t.TeamId = @TeamId)
            AND (@AgentId IS NULL OR t.AgentId = @AgentId)
            AND (@SeesAll = 1 OR t.AgentId = @OwnAgentId OR t.TeamId IN @LedTeamIds)
            AND (@ToApprove = 0 OR ({TimeJudges.WaitingSheetsSql}))
            AND (t.FirstOn > @AfterDay OR (t.FirstOn = @AfterDay AND t.Id > @AfterId))
        ORDER BY t.FirstOn, t.Id
        """;
}
