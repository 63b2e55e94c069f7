using System.Globalization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Corrections of approved time, newest first, by page: those that one asked for, of teams that one leads, or all for managers.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record ListCorrections : IQuery<Page<TimeCorrection>>
{
    /// <summary><c>asked</c>, <c>accepted</c> or <c>refused</c>.</summary>
    public string? State { get; init; }

    public string? Agent { get; init; }

    /// <summary>Those alone that wait for the reader's decision.</summary>
    public bool? ToDecide { get; init; }

    /// <summary><c>next</c> of the page before.</summary>
    public long? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListCorrectionsValidator : AbstractValidator<ListCorrections>
{
    public ListCorrectionsValidator()
    {
        RuleFor(l => l.State)
            .Must(state => state is null || CorrectionState.All.Contains(state))
            .WithMessage(_ => string.Format(Words.OneOf, string.Join(", ", CorrectionState.All)));
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TimeCorrection>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
    }
}

sealed class ListCorrectionsHandler(Db db, ReferentialLookup codes, TimeCorrections corrections, TimeJudges judges, CurrentUser user)
    : IRequestHandler<ListCorrections, Page<TimeCorrection>>
{
    public async Task<Page<TimeCorrection>> Handle(ListCorrections request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var limit = Paging.LimitOf(request.Limit);
        var toDecide = request.ToDecide is true;
        var rows = await db.Query<CorrectionRow>(
            CorrectionsSql + db.Dialect.FirstRows,
            new
            {
                request.State,
                AgentId = codes.Find(all.Agents, "Agent", request.Agent, null)?.Id,
                SeesAll = user.Can(Permission.ApproveTime),
                OwnAgentId = user.AgentId,
                LedTeamIds = all.Teams.Where(one => one.IsLedBy(user.AgentId)).Select(one => one.Id).ToList(),
                ToDecide = toDecide,
                JudgedTeamIds = toDecide ? await judges.TeamIds(ct) : [],
                After = request.After ?? long.MaxValue,
                Take = limit + 1,
            },
            ct
        );
        var details = new List<TimeCorrection>(rows.Count);
        foreach (var row in rows)
            details.Add(corrections.DetailsOf(row, await corrections.SheetOf(row, ct)));
        return Page<TimeCorrection>.Of(details, limit, correction => correction.Id.ToString(CultureInfo.InvariantCulture));
    }

    const string CorrectionsSql = $"""
        {CorrectionRow.SelectCorrectionsSql}
        WHERE (@State IS NULL OR c.State = @State) AND (@AgentId IS NULL OR t.AgentId = @AgentId)
            AND (@SeesAll = 1 OR t.AgentId = @OwnAgentId OR t.TeamId IN @LedTeamIds)
            AND (@ToDecide = 0 OR ({TimeJudges.WaitingCorrectionsSql})) AND c.Id < @After
        ORDER BY c.Id DESC
        """;
}
