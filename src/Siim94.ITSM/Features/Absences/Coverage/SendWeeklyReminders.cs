using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>
/// Reminds whoever misses time in the weeks that are over, once a week: on the first day of theirs on which they are there.
/// </summary>
/// <returns>Agents reminded.</returns>
[Requires(Permission.ManageJobs)]
public sealed record SendWeeklyReminders : ICommand<int>;

sealed class SendWeeklyRemindersHandler(ReferentialLookup codes, MissingWeeks missing, Reminders reminders, TimeProvider clock)
    : IRequestHandler<SendWeeklyReminders, int>
{
    public async Task<int> Handle(SendWeeklyReminders request, CancellationToken ct)
    {
        var today = Paris.Today(clock);
        List<Agent> agents = [.. (await codes.Referentials(ct)).Agents.Where(agent => agent.IsOpenOn(today))];
        List<Agent> behind = [.. (await missing.Of(agents, MissingWeeks.Usual, ct)).Select(each => each.Agent)];
        return await reminders.Send(await reminders.AtWork(behind, today, ct), Week.Of(today).Monday, ct);
    }
}
