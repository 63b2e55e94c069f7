using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Approval;

/// <summary>A team whose time is approved: somebody who logs, a colleague, a leader, a manager.</summary>
sealed class Sheets(TestApp app)
{
    public const string Team = "SI";
    const string UsualCycle = "week",
        UsualApprover = "leader";

    public TestApp App => app;
    public string Agent { get; private set; } = "";
    public string Colleague { get; private set; } = "";
    public string Leader { get; private set; } = "";
    public string Manager { get; private set; } = "";
    public UserIdentity AsAgent { get; private set; }
    public UserIdentity AsColleague { get; private set; }
    public UserIdentity AsLeader { get; private set; }
    public UserIdentity AsManager { get; private set; }

    // Made once: a file is copied sooner than four people are taken on.
    static readonly Lazy<Task<(Sheets Made, byte[] Content)>> Kept = new(async () =>
    {
        var made = await Make();
        await using var app = made.App;
        return (made, app.Database.Content());
    });

    public static async Task<Sheets> Start(string cycle = UsualCycle, string approver = UsualApprover)
    {
        var sheets = TestDatabase.IsOnSqlServer ? await Make() : await Copy();
        if ((cycle, approver) != (UsualCycle, UsualApprover))
            await sheets.Set(cycle, approver);
        return sheets;
    }

    static async Task<Sheets> Copy()
    {
        var (made, content) = await Kept.Value;
        return new(TestApp.StartFrom(content))
        {
            Agent = made.Agent,
            Colleague = made.Colleague,
            Leader = made.Leader,
            Manager = made.Manager,
            AsAgent = made.AsAgent,
            AsColleague = made.AsColleague,
            AsLeader = made.AsLeader,
            AsManager = made.AsManager,
        };
    }

    static async Task<Sheets> Make()
    {
        var app = await TestApp.Start();
        var sheets = new Sheets(app)
        {
            Agent = await app.AnAgent(Team, name: "Anne Martin"),
            Colleague = await app.AnAgent(Team, name: "Charles Petit"),
            Leader = await app.AnAgent(Team, name: "Lucie Durand"),
            Manager = await app.AnAgent(Team, name: "Marc Moreau"),
        };
        sheets.AsAgent = await app.ARecipient(Role.Technician, "agent@siim94.example", agent: sheets.Agent, name: "Anne Martin");
        sheets.AsColleague = await app.ARecipient(
            Role.Technician,
            "colleague@siim94.example",
            agent: sheets.Colleague,
            name: "Charles Petit"
        );
        sheets.AsLeader = await app.ARecipient(Role.ProjectLeader, "leader@siim94.example", agent: sheets.Leader, name: "Lucie Durand");
        sheets.AsManager = await app.ARecipient(Role.Manager, "manager@siim94.example", agent: sheets.Manager, name: "Marc Moreau");
        await app.Send(new ChooseTeamLeaders { Team = Team, Agents = [sheets.Leader] });
        await sheets.Set(UsualCycle, UsualApprover);
        return sheets;
    }

    public async Task Set(string cycle, string approver)
    {
        var before = (await app.Send(new ListTeamApprovals())).Items.Single(setting => setting.Team == Team);
        await app.Send(
            new SetTeamApproval
            {
                Team = Team,
                Version = before.Version,
                Cycle = cycle,
                Approver = approver,
            }
        );
    }

    public LogTime Line(DateOnly day, decimal quantity = 1, string? agent = null) =>
        new()
        {
            Agent = agent ?? Agent,
            Day = day,
            Quantity = quantity,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = "FINANCES",
            Confirm = true,
        };

    /// <summary>Fills the working days of a week.</summary>
    public async Task Fill(string week, string? agent = null)
    {
        var monday = SheetPeriod.Parse(week)!.Value.FirstDay;
        for (var day = 0; day < 5; day++)
            await app.Send(Line(monday.AddDays(day), agent: agent));
    }

    public SubmitTimesheet Submit(string week, string? agent = null) => new() { Agent = agent ?? Agent, Period = week };

    public RecallTimesheet Recall(string week, string? agent = null) => new() { Agent = agent ?? Agent, Period = week };

    public ApproveTimesheet Approve(string week, string? agent = null) => new() { Agent = agent ?? Agent, Period = week };

    public ReturnTimesheet Return(string week, string? agent = null) =>
        new()
        {
            Agent = agent ?? Agent,
            Period = week,
            Comment = "Mercredi ?",
        };
}
