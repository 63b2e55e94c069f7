using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Says who answers for an application: the team and the leader that tickets go to which the first line cannot solve. Refused when somebody
/// changed it meanwhile.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record SetResponsible : ReferentialChange
{
    [JsonIgnore]
    public long Version { get; set; }

    public string? Team { get; set; }
    public string? Leader { get; set; }
}

sealed class SetResponsibleValidator : AbstractValidator<SetResponsible>
{
    public SetResponsibleValidator()
    {
        RuleFor(r => r.Team).Line(200);
        RuleFor(r => r.Leader).Line(200);
    }
}

sealed class SetResponsibleHandler(ReferentialWriter writer, ReferentialLookup codes, Db db) : IRequestHandler<SetResponsible, Unit>
{
    public async Task<Unit> Handle(SetResponsible change, CancellationToken ct)
    {
        var row = (BusinessApplication)await writer.Row(change, ct);
        var all = await codes.Referentials(ct);
        var team = codes.Find(all.Teams, "Team", change.Team, null);
        var leader = codes.Find(all.Agents, "Leader", change.Leader, null);
        var after = new
        {
            row.Id,
            change.Version,
            TeamId = team?.Id,
            LeaderAgentId = leader?.Id,
        };
        if (await db.Execute(UpdateResponsibleSql, after, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        return await writer.Done(
            "application",
            row.Id,
            "change",
            new { Team = all.Teams.CodeOf(row.TeamId), Leader = all.Agents.CodeOf(row.LeaderAgentId) },
            new { Team = team?.Code, Leader = leader?.Code },
            ct
        );
    }

    const string UpdateResponsibleSql = """
        UPDATE Applications SET TeamId = @TeamId, LeaderAgentId = @LeaderAgentId, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
