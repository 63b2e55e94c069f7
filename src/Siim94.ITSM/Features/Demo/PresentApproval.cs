using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// Has the time of the last weeks submitted: one team's is approved, but for last week; others' waits, and some is not sent yet.
/// </summary>
sealed class PresentApproval(Dispatcher dispatcher, PresentCalendar calendar, PresentStaff staff)
{
    const string ApprovedTeam = "SI",
        MonthlyTeam = "INFRA-ARCHI";

    const int Weeks = 4;

    /// <summary>The weeks before this one that are of the present, oldest first.</summary>
    IReadOnlyList<SheetPeriod> PastWeeks() =>
        [
            .. Enumerable
                .Range(1, Weeks)
                .Select(ago => SheetPeriod.Of(Week.Of(calendar.Today.AddDays(-7 * ago))))
                .Where(week => week.FirstDay >= calendar.First)
                .Reverse(),
        ];

    public async Task Build(CancellationToken ct)
    {
        var accounts = (await dispatcher.Send(new ListAccounts(), UserIdentity.System, ct: ct)).Items;
        var users = accounts.Where(account => account.Agent is not null).ToLookup(account => account.Agent!, account => account.Id);
        var leader = staff.Of(ApprovedTeam).First(agent => agent.IsPersona);
        await dispatcher.Send(new ChooseTeamLeaders { Team = ApprovedTeam, Agents = [leader.Code] }, UserIdentity.System, ct: ct);
        await Set(ApprovedTeam, ApprovalCycle.Week, Approver.Leader, ct);
        await Set(MonthlyTeam, ApprovalCycle.Month, Approver.Manager, ct);
        if (PastWeeks() is not [.., var last] weeks)
            return;

        var approver = As(leader);
        var approved = new List<(PresentAgent Agent, SheetPeriod Week)>();
        foreach (var week in weeks)
        foreach (var agent in staff.All.Where(agent => IsThere(agent, week)))
        {
            var team = agent.Agent.Team;
            if (team == MonthlyTeam || agent.IsPersona || (week == last && agent.Number % 4 == 0) || (team != ApprovedTeam && week != last))
                continue;
            await dispatcher.Send(new SubmitTimesheet { Agent = agent.Code, Period = week.Code }, As(agent), ct: ct);
            if (team != ApprovedTeam || week == last)
                continue;
            await dispatcher.Send(new ApproveTimesheet { Agent = agent.Code, Period = week.Code }, approver, ct: ct);
            approved.Add((agent, week));
        }
        if (
            staff.Of(ApprovedTeam).FirstOrDefault(agent => !agent.IsPersona && IsThere(agent, last) && agent.Number % 4 == 1) is
            { } returned
        )
            await dispatcher.Send(
                new ReturnTimesheet
                {
                    Agent = returned.Code,
                    Period = last.Code,
                    Comment = "Merci de préciser le projet.",
                    Cells = [new() { Day = last.FirstDay.AddDays(1), Comment = "Pour quel adhérent ?" }],
                },
                approver,
                ct: ct
            );

        foreach (var (index, (agent, week)) in approved.TakeLast(2).Index())
            await Correct(week, agent.Code, week.FirstDay.AddDays(1 + index), As(agent), index == 0 ? approver : null, ct);

        UserIdentity As(PresentAgent agent) => users[agent.Code].Select(id => new UserIdentity(id)).First();

        bool IsThere(PresentAgent agent, SheetPeriod week) =>
            users.Contains(agent.Code) && agent.LeavesOn is null && !(week.FirstDay < agent.Arrives);
    }

    /// <summary>A correction is asked for; whoever approves refuses it, or has still to answer.</summary>
    async Task Correct(SheetPeriod week, string agent, DateOnly day, UserIdentity author, UserIdentity? refusing, CancellationToken ct)
    {
        var asked = await dispatcher.Send(
            new AskCorrection
            {
                Agent = agent,
                Period = week.Code,
                Day = day,
                Wanted = refusing is null ? "Une demi-journée de moins, la réunion est reportée." : "Toute la journée sur le projet.",
                Reason = refusing is null ? "Je m'en aperçois en préparant la suite." : "Le reste était de la préparation.",
            },
            author,
            ct: ct
        );
        if (refusing is { } approver)
            await dispatcher.Send(
                new RefuseCorrection { Id = asked.Id, Answer = "La préparation se note sur le domaine : rien à changer." },
                approver,
                ct: ct
            );
    }

    async Task Set(string team, string cycle, string approver, CancellationToken ct)
    {
        var settings = await dispatcher.Send(new ListTeamApprovals(), UserIdentity.System, ct: ct);
        await dispatcher.Send(
            new SetTeamApproval
            {
                Team = team,
                Version = settings.Items.Single(setting => setting.Team == team).Version,
                Cycle = cycle,
                Approver = approver,
            },
            UserIdentity.System,
            ct: ct
        );
    }
}
