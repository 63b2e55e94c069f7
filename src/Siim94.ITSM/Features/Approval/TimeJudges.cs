using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Approval;

/// <summary>Whose time the reader judges: anybody's but their own, or that of teams they lead whose leader approves.</summary>
sealed class TimeJudges(ReferentialLookup codes, TeamApprovals settings, CurrentUser user)
{
    /// <summary>Of sheets <c>t</c>, those that the reader judges once they wait.</summary>
    public const string JudgedSql = """
        ((@OwnAgentId IS NULL OR t.AgentId <> @OwnAgentId) AND (@SeesAll = 1 OR t.TeamId IN @JudgedTeamIds))
        """;

    /// <summary>Sheets that wait for the reader.</summary>
    public const string WaitingSheetsSql = $"t.State = 'submitted' AND {JudgedSql}";

    /// <summary>Corrections <c>c</c> that wait for the reader.</summary>
    public const string WaitingCorrectionsSql = $"c.State = 'asked' AND {JudgedSql}";

    /// <summary>Teams whose time the reader judges as their leader.</summary>
    public async Task<IReadOnlyList<long>> TeamIds(CancellationToken ct)
    {
        List<Team> led = [.. (await codes.Referentials(ct)).Teams.Where(user.Leads)];
        if (led.Count == 0)
            return [];
        var ofTeams = await settings.Of(led, ct);
        return [.. led.Select(team => team.Id).Where(id => ofTeams[id].Approver == Approver.Leader)];
    }
}
