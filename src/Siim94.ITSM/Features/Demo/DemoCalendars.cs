using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Who leads the demo's teams, works part time, may take what, and was away when; and when it is closed.</summary>
sealed class DemoCalendars(Dispatcher dispatcher, TimeProvider clock)
{
    static readonly DateOnly FirstDay = new(2014, 1, 1);

    public async Task Build(ReferentialData referentials, CancellationToken ct)
    {
        var today = Paris.Today(clock);
        var staff = new PresentStaff(referentials.Teams, today);
        foreach (var team in referentials.Teams)
            if (staff.Of(team.Code).FirstOrDefault(agent => agent.LeavesOn is null) is { } leader)
                await Send(new ChooseTeamLeaders { Team = team.Code, Agents = [leader.Code] }, ct);
        await Send(
            new AddAbsenceKind
            {
                Code = DemoAbsenceKind.Unrecorded,
                Name = "Activité non suivie",
                IsExpected = false,
                IsApprovalNeeded = false,
                IsPrivate = false,
            },
            ct
        );
        foreach (var agent in staff.All.Where(agent => agent.Agent.DailyMinutes < WorkDay.DefaultMinutes))
            await Pattern(agent, agent.Arrives ?? FirstDay, [.. Enumerable.Repeat(agent.Agent.DailyMinutes, 5)], null, ct);
        await Send(new AddDemoAbsences(), ct);

        var present = staff.All.Where(agent => agent is { LeavesOn: null, Agent.DailyMinutes: WorkDay.DefaultMinutes }).ToList();
        var nextMonth = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        await Pattern(present[3], nextMonth, [420, 420, 0, 420, 420], null, ct);
        await Pattern(present[8], nextMonth, [420, 420, 0, 420, 420], [420, 420, 420, 420, 420], ct);
        foreach (var day in new[] { new DateOnly(today.Year, 12, 24), new DateOnly(today.Year, 12, 31) })
            await Send(
                new AddClosure
                {
                    Name = "Fermeture de fin d'année",
                    From = day,
                    FromHalf = HalfDays.Afternoon,
                },
                ct
            );
        foreach (var agent in present)
        foreach (
            var (kind, days) in new[]
            {
                (DemoAbsenceKind.Leave, DemoAbsenceKind.LeaveDays),
                (DemoAbsenceKind.Rest, DemoAbsenceKind.RestDays),
            }
        )
            await Send(
                new SetAbsenceAllowance
                {
                    Agent = agent.Code,
                    Kind = kind,
                    Year = today.Year,
                    Allowance = days,
                },
                ct
            );
    }

    Task Pattern(PresentAgent agent, DateOnly from, IReadOnlyList<int> week, IReadOnlyList<int>? evenWeek, CancellationToken ct) =>
        Send(
            new AddWorkPattern
            {
                Agent = agent.Code,
                From = from,
                Week = week,
                EvenWeek = evenWeek,
            },
            ct
        );

    Task Send<TAnswer>(ICommand<TAnswer> request, CancellationToken ct) => dispatcher.Send(request, UserIdentity.System, ct: ct);
}
