using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>
/// Starts a timer on what somebody is working on now. Refused while another one runs for them, and when it would make no line:
/// it does not fit, or the day is closed, locked or held.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record StartTimer : ICommand<TimerDetails>
{
    /// <summary>Whose it is; the sender's own without it.</summary>
    public string? Agent { get; set; }

    public string? Activity { get; set; }
    public string? SubActivity { get; set; }
    public string? Domain { get; set; }
    public string? Application { get; set; }
    public string? Project { get; set; }
    public string? Member { get; set; }
    public string? Note { get; set; }

    internal WeekRowAxes Row =>
        new()
        {
            Activity = Activity,
            SubActivity = SubActivity,
            Domain = Domain,
            Application = Application,
            Project = Project,
            Member = Member,
        };
}

sealed class StartTimerValidator : AbstractValidator<StartTimer>
{
    public StartTimerValidator()
    {
        RuleFor(t => t.Agent).Line(200);
        RuleFor(t => t.Activity).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(t => t.SubActivity).Line(200);
        RuleFor(t => t.Domain).Line(200);
        RuleFor(t => t.Application).Line(200);
        RuleFor(t => t.Project).Line(200);
        RuleFor(t => t.Member).Line(200);
        RuleFor(t => t.Note).Paragraphs(LedgerLine.LongestNote);
    }
}

sealed class StartTimerHandler(
    Timers timers,
    EntryResolver resolver,
    Ledger ledger,
    ReferentialLookup codes,
    FactLocks locks,
    WriteGuard guard,
    TimeProvider clock
) : IRequestHandler<StartTimer, TimerDetails>
{
    public async Task<TimerDetails> Handle(StartTimer request, CancellationToken ct)
    {
        var agent = await timers.AgentOf(request.Agent, ct);
        await locks.TakeAgents([agent.Id], ct);
        if (await timers.Find(agent.Id, ct) is { } running)
            throw WeekErrors.TimerRunning($"{Paris.ToLocal(running.StartedAt):g}");
        var all = await codes.Referentials(ct);
        var line = await resolver.Resolve(
            request.Row.Line(agent.Code, Paris.Today(clock)) with
            {
                Quantity = 1,
                Unit = "min",
                Note = request.Note,
            },
            "",
            all,
            ct
        );
        var row = ledger.RowOf(line, all);
        var barriers = await guard.Look([agent.Id], line.Day, line.Day, ct);
        if (
            barriers.Against(
                new WorkedDay
                {
                    AgentId = agent.Id,
                    TeamId = row.TeamId,
                    Day = line.Day,
                }
            ) is
            { } refusal
        )
            throw refusal;
        return await timers.Start(agent, AxisIds.Of(line), line.Note, ct);
    }
}
