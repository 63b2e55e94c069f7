using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Lets a row stand in somebody's week before it holds anything, or in every week. Refused when its axes do not fit.</summary>
[Requires(Permission.LogTime)]
public sealed record KeepWeekRow : ICommand<WeekRow>
{
    [JsonIgnore]
    public string Agent { get; set; } = "";

    [JsonIgnore]
    public string Week { get; set; } = "";

    /// <summary>The row: its key, or an object of its axes.</summary>
    public WeekRowAxes? Row { get; set; }

    /// <summary>It stands in every week: a favourite.</summary>
    public bool IsFavourite { get; set; }
}

sealed class KeepWeekRowValidator : AbstractValidator<KeepWeekRow>
{
    public KeepWeekRowValidator()
    {
        RuleFor(k => k.Row).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(k => k.Row!).SetValidator(new WeekRowAxesValidator()).When(k => k.Row is not null);
    }
}

sealed class KeepWeekRowHandler(
    WeekAddress address,
    ReferentialLookup codes,
    EntryResolver resolver,
    Ledger ledger,
    WeekRows rows,
    FactLocks locks
) : IRequestHandler<KeepWeekRow, WeekRow>
{
    public async Task<WeekRow> Handle(KeepWeekRow request, CancellationToken ct)
    {
        var (agent, week) = await address.Find(request.Agent, request.Week, ct);
        var all = await codes.Referentials(ct);
        if (request.Row!.Source is not (null or EntrySource.Timesheet))
            throw WeekErrors.WrittenElsewhere("Row");
        var line = await LineOf(request.Row, agent, week, all, ct);
        await locks.TakeAgents([agent.Id], ct);
        var axes = AxisIds.Of(line);
        await rows.Keep(agent.Id, request.IsFavourite ? null : week, axes, ct);
        return axes.Row(all) with { IsFavourite = request.IsFavourite };
    }

    async Task<LedgerLine> LineOf(WeekRowAxes row, Agent agent, Week week, ReferentialData all, CancellationToken ct)
    {
        try
        {
            var line = await resolver.Resolve(
                row.Line(agent.Code, agent.FirstDayIn(week)) with
                {
                    Quantity = 1,
                    Unit = "h",
                },
                "Row.",
                all,
                ct
            );
            ledger.RowOf(line, all);
            return line;
        }
        catch (Refusal refusal) when (refusal.Errors.Keys.FirstOrDefault() is "Row.Day" or "Row.Agent")
        {
            // Too far ahead, or the agent is not there yet: what the sender has chosen is the week.
            throw Refusal.Field("Week", refusal.Code, refusal.Message);
        }
    }
}
