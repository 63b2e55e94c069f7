using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Approval;

/// <summary>How a team's time is approved.</summary>
public sealed record TeamApproval
{
    public string Team { get; init; } = "";
    public string TeamName { get; init; } = "";

    /// <summary><c>week</c> or <c>month</c>: what is submitted at once.</summary>
    public string Cycle { get; init; } = "";

    /// <summary><c>nobody</c>, <c>leader</c> or <c>manager</c>.</summary>
    public string Approver { get; init; } = "";

    /// <summary>Codes of the agents who lead the team: they see, correct and perhaps approve the time of its people.</summary>
    public IReadOnlyList<string> Leaders { get; init; } = [];

    /// <summary>0 until somebody sets it.</summary>
    public long Version { get; init; }
}

/// <summary>Reads how teams have their time approved.</summary>
sealed class TeamApprovals(Db db, ReferentialCache cache)
{
    public async Task<TeamApproval> Of(Team team, CancellationToken ct) =>
        DetailsOf(team, await db.FirstOrDefault<SettingRow>(SettingSql, new { TeamId = team.Id }, ct) ?? new(), await cache.Read(db, ct));

    const string SettingSql = $"{SelectSettingsSql} WHERE a.TeamId = @TeamId";
    const string SelectSettingsSql = "SELECT a.TeamId, a.Cycle, a.Approver, a.Version FROM TeamApprovals a";

    /// <summary>Those of some teams.</summary>
    public async Task<IReadOnlyDictionary<long, TeamApproval>> Of(IReadOnlyCollection<Team> teams, CancellationToken ct)
    {
        var rows = await Rows(ct);
        var all = await cache.Read(db, ct);
        return teams.Distinct().ToDictionary(team => team.Id, team => DetailsOf(team, rows.GetValueOrDefault(team.Id, new()), all));
    }

    async Task<Dictionary<long, SettingRow>> Rows(CancellationToken ct) =>
        (await db.Query<SettingRow>(SelectSettingsSql, null, ct)).ToDictionary(row => row.TeamId);

    /// <summary>Every team that is open on a day, by name.</summary>
    public async Task<IReadOnlyList<TeamApproval>> All(DateOnly day, CancellationToken ct)
    {
        var rows = await Rows(ct);
        var all = await cache.Read(db, ct);
        return
        [
            .. all
                .Teams.Where(team => team.IsOpenOn(day))
                .OrderBy(team => team.Name, StringComparer.CurrentCulture)
                .Select(team => DetailsOf(team, rows.GetValueOrDefault(team.Id, new()), all)),
        ];
    }

    static TeamApproval DetailsOf(Team team, SettingRow row, ReferentialData all) =>
        new()
        {
            Team = team.Code,
            TeamName = team.Name,
            Cycle = row.Cycle,
            Approver = row.Approver,
            Leaders = [.. team.LeaderIds.Select(id => all.Agents[id].Code)],
            Version = row.Version,
        };

    /// <summary>A row of TeamApprovals; what a team has that nobody set anything for.</summary>
    sealed record SettingRow
    {
        public long TeamId { get; init; }
        public string Cycle { get; init; } = ApprovalCycle.Week;
        public string Approver { get; init; } = Approval.Approver.Manager;
        public long Version { get; init; }
    }
}
