using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Logs everything of one month of a demo year in one transaction, each thing through its own request and its checks.</summary>
/// <returns>Things logged.</returns>
[Requires(Permission.ManageAccounts)]
public sealed record LogDemoMonth(
    IReadOnlyList<LogTrainingSession> Sessions,
    IReadOnlyList<LogHotlineShift> Shifts,
    IReadOnlyList<DemoTicketStory> Tickets,
    IReadOnlyList<LogIntervention> Interventions,
    IReadOnlyList<TimeEntryFields> Entries
) : ICommand<int>;

sealed class LogDemoMonthHandler(IMediator mediator, IValidator<LogIntervention> validator, InterventionWriter interventions)
    : IRequestHandler<LogDemoMonth, int>
{
    public async Task<int> Handle(LogDemoMonth month, CancellationToken ct)
    {
        foreach (var session in month.Sessions)
            await mediator.Send(session, ct);
        foreach (var shift in month.Shifts)
            await mediator.Send(shift, ct);
        foreach (var ticket in month.Tickets)
            await ticket.Tell(mediator, ct);
        // As by their own request, but for the details that it would answer.
        foreach (var intervention in month.Interventions)
            await validator.ValidateAndThrowAsync(intervention, ct);
        await interventions.AddAll(month.Interventions, ct);
        foreach (var batch in month.Entries.Chunk(LogTimeBatch.MaximumSize))
            await mediator.Send(new LogTimeBatch { Entries = [.. batch] }, ct);
        return month.Sessions.Count + month.Shifts.Count + month.Tickets.Count + month.Interventions.Count + month.Entries.Count;
    }
}
