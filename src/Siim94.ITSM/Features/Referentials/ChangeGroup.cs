using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Says anew who is in a group. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record ChangeGroup : ReferentialChange
{
    [JsonIgnore]
    public long Version { get; set; }

    public string? Team { get; set; }
    public int? Level { get; set; }
    public IReadOnlyList<string>? Agents { get; set; }
}

sealed class ChangeGroupValidator : AbstractValidator<ChangeGroup>
{
    public ChangeGroupValidator()
    {
        RuleFor(g => g.Team).Line(200);
        RuleFor(g => g.Level)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .InclusiveBetween(AssignmentGroup.FirstLine, AssignmentGroup.SecondLine)
            .WithMessage(_ => Words.LevelOutOfRange);
        RuleForEach(g => g.Agents).Line(200);
    }
}

sealed class ChangeGroupHandler(ReferentialWriter writer, ReferentialLookup codes, GroupParts parts, Db db)
    : IRequestHandler<ChangeGroup, Unit>
{
    public async Task<Unit> Handle(ChangeGroup change, CancellationToken ct)
    {
        var row = (AssignmentGroup)await writer.Row(change, ct);
        var all = await codes.Referentials(ct);
        var team = codes.Find(all.Teams, "Team", change.Team, null);
        var agents = parts.Agents(all, change.Agents);
        var after = new
        {
            row.Id,
            change.Version,
            TeamId = team?.Id,
            SupportLevel = change.Level,
        };
        if (await db.Execute(UpdateGroupSql, after, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await parts.SetAgents(row.Id, agents, ct);
        return await writer.Done(
            "group",
            row.Id,
            "change",
            new
            {
                Team = all.Teams.CodeOf(row.TeamId),
                Level = row.SupportLevel,
                Agents = row.AgentIds.Select(id => all.Agents[id].Code),
            },
            new
            {
                Team = team?.Code,
                change.Level,
                Agents = agents.Select(id => all.Agents[id].Code),
            },
            ct
        );
    }

    const string UpdateGroupSql = """
        UPDATE AssignmentGroups SET TeamId = @TeamId, SupportLevel = @SupportLevel, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
