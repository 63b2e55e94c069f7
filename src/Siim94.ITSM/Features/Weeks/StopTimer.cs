using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>
/// Stops the timer: it becomes a line of the day on which it was started, or is added to the one that stands there on the same row
/// where their notes fit into one.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record StopTimer : ICommand<TimeEntryDetails>
{
    /// <summary>Whose it is; the sender's own without it.</summary>
    public string? Agent { get; set; }

    /// <summary>Minutes worked, where they are others than those that have passed: it was left running.</summary>
    public int? Minutes { get; set; }
}

sealed class StopTimerValidator : AbstractValidator<StopTimer>
{
    public StopTimerValidator()
    {
        RuleFor(t => t.Agent).Line(200);
        RuleFor(t => t.Minutes).InclusiveBetween(1, TimeUnits.MinutesInADay).WithMessage(_ => Words.TimerMinutes);
    }
}

sealed class StopTimerHandler(
    Timers timers,
    WeekReader weeks,
    EntryResolver resolver,
    Ledger ledger,
    TimeEntryReader reader,
    ReferentialLookup codes,
    FactLocks locks,
    Audit audit
) : IRequestHandler<StopTimer, TimeEntryDetails>
{
    public async Task<TimeEntryDetails> Handle(StopTimer request, CancellationToken ct)
    {
        var agent = await timers.AgentOf(request.Agent, ct);
        await locks.TakeAgents([agent.Id], ct);
        var running = await timers.Find(agent.Id, ct) ?? throw WeekErrors.NoTimer();
        var all = await codes.Referentials(ct);
        var day = Paris.DayOf(running.StartedAt);
        var there = (await weeks.Lines(agent, Week.Of(day), ct))
            .Where(line => line.WorkedOn == day && line.Source == EntrySource.Timesheet && AxisIds.Of(line) == running.Axes)
            .ToList();
        var before = there is [var only] && Together(only.Note, running.Note)?.Length is null or <= LedgerLine.LongestNote ? only : null;
        var worked = request.Minutes ?? Math.Max(1, timers.MinutesSince(running.StartedAt));
        var line = await resolver.Resolve(
            running.Axes.Codes(all).Line(agent.Code, day) with
            {
                Quantity = worked + (before?.Minutes ?? 0),
                Unit = "min",
                Note = Together(before?.Note, running.Note),
            },
            "",
            all,
            ct
        );
        await timers.Drop(agent.Id, ct);
        if (before is null)
            return await reader.Get((await ledger.Write([line], isConfirmed: true, ct))[0], ct);
        await ledger.Replace(before.Id, before.Version, day, line, isConfirmed: true, ct);
        var after = await reader.Get(before.Id, ct);
        await audit.Record(TimeEntryFact.Code, before.Id, "change", TimeEntryReader.DetailsOf(before, all), after, ct);
        return after;
    }

    static string? Together(string? there, string? added) =>
        there is null || there == added ? added
        : added is null ? there
        : $"{there}\n{added}";
}
