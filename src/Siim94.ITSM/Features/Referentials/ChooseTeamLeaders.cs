using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Says who leads a team, in the place of those who did. Leaders see and approve what its people ask for. Refused when somebody changed
/// the team meanwhile.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record ChooseTeamLeaders : ICommand<Unit>
{
    [JsonIgnore]
    public string Team { get; set; } = "";

    /// <summary>Version of the team that the sender saw; null when that does not matter.</summary>
    [JsonIgnore]
    public long? Version { get; set; }

    /// <summary>Codes of agents; none for a team that managers alone see to.</summary>
    public IReadOnlyList<string> Agents { get; set; } = [];
}

sealed class ChooseTeamLeadersValidator : AbstractValidator<ChooseTeamLeaders>
{
    const int MostLeaders = 20;

    public ChooseTeamLeadersValidator()
    {
        RuleFor(c => c.Agents)
            .Must(agents => agents is { Count: <= MostLeaders })
            .WithMessage(_ => string.Format(Words.TooManyLeaders, MostLeaders));
        RuleForEach(c => c.Agents).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
    }
}

sealed class ChooseTeamLeadersHandler(Db db, ReferentialLookup codes, ReferentialWriter writer, TimeProvider clock)
    : IRequestHandler<ChooseTeamLeaders, Unit>
{
    public async Task<Unit> Handle(ChooseTeamLeaders request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var team = all.Teams.FirstOrDefault(row => row.Code == request.Team) ?? throw RequestErrors.NotFound();
        var today = Paris.Today(clock);
        var leaders = request
            .Agents.Select((agent, index) => codes.Get(all.Agents, $"Agents[{index}]", agent, today))
            .DistinctBy(agent => agent.Id)
            .ToList();
        if (await db.Execute(RaiseVersionSql, new { team.Id, Version = request.Version ?? team.Version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await db.Execute(DeleteLeadersSql, new { TeamId = team.Id }, ct);
        await db.InsertAll(InsertLeaderSql, leaders.Select(agent => new { TeamId = team.Id, AgentId = agent.Id }), ct);
        return await writer.Done(
            "team",
            team.Id,
            "choose-leaders",
            new { Leaders = team.LeaderIds.Select(id => all.Agents[id].Code) },
            new { Leaders = leaders.Select(agent => agent.Code) },
            ct
        );
    }

    const string RaiseVersionSql = "UPDATE Teams SET Version = Version + 1 WHERE Id = @Id AND Version = @Version";
    const string DeleteLeadersSql = "DELETE FROM TeamLeaders WHERE TeamId = @TeamId";
    const string InsertLeaderSql = "INSERT INTO TeamLeaders (TeamId, AgentId) VALUES (@TeamId, @AgentId)";
}
