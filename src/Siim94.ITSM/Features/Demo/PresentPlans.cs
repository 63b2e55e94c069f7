using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// Has the personas plan tasks on tickets of theirs, which their week proposes, and keep a week as a template; one team's days are locked.
/// </summary>
sealed class PresentPlans(Dispatcher dispatcher, PresentCalendar calendar)
{
    const string LockedTeam = "INFRA-EXPLOIT";

    const int GraceDays = 5,
        TasksOfEach = 3,
        WeeksBack = 4;

    static readonly string[] Tasks =
    [
        "Rappeler le demandeur pour fixer la suite",
        "Préparer l'intervention : pièces, accès, sauvegarde",
        "Vérifier sur place que tout fonctionne",
    ];

    public async Task Build(CancellationToken ct)
    {
        var accounts = (await dispatcher.Send(new ListAccounts(), UserIdentity.System, ct: ct)).Items.ToDictionary(one => one.Login);
        foreach (var persona in DemoPeople.Accounts.Select(account => accounts[account.Login]))
            if (persona.Agent is { } agent)
            {
                await Plan(agent, new(persona.Id), ct);
                await Keep(agent, new(persona.Id), ct);
            }
        var manager = accounts[DemoPeople.Accounts.Single(account => account.Role == Role.Manager).Login];
        await dispatcher.Send(
            new LockDays
            {
                Team = LockedTeam,
                Until = new DateOnly(calendar.Today.Year, calendar.Today.Month, 1).AddMonths(-1).AddDays(-1),
                Grace = GraceDays,
            },
            new UserIdentity(manager.Id),
            ct: ct
        );
    }

    /// <summary>From some days ago on: what was to be done already waits to be confirmed.</summary>
    async Task Plan(string agent, UserIdentity persona, CancellationToken ct)
    {
        var open = await dispatcher.Send(
            new ListTickets
            {
                Status = "open",
                Assignee = agent,
                Limit = TasksOfEach,
            },
            persona,
            ct: ct
        );
        var days = FrenchHolidays.WorkingDays(calendar.Today.AddDays(-3), calendar.Today.AddDays(14)).ToList();
        foreach (var (index, ticket) in open.Items.Index())
            await dispatcher.Send(
                new AddTicketTask
                {
                    Number = ticket.Number,
                    Text = Tasks[index],
                    Agent = agent,
                    PlannedOn = days[index],
                    EstimatedMinutes = index == 1 ? null : 30 * (1 + index),
                },
                persona,
                ct: ct
            );
    }

    /// <summary>The last of the weeks before this one that has rows of its own.</summary>
    async Task Keep(string agent, UserIdentity persona, CancellationToken ct)
    {
        for (var ago = 1; ago <= WeeksBack; ago++)
        {
            var week = Week.Of(calendar.Today.AddDays(-7 * ago)).Code;
            if (!(await dispatcher.Send(new GetWeek(agent, week), persona, ct: ct)).Rows.Any(row => row.Source == EntrySource.Timesheet))
                continue;
            var template = new SaveWeekTemplate
            {
                Agent = agent,
                Week = week,
                Name = "Semaine ordinaire",
                Amounts = true,
            };
            await dispatcher.Send(template, persona, ct: ct);
            return;
        }
    }
}
