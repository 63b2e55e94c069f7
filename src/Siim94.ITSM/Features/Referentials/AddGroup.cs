using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a group that tickets are assigned to: agents named one by one, those of a team, or both.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddGroup : NewReferential
{
    public string? Team { get; set; }

    /// <summary>1 for the first line of support (by default), 2 for those behind it.</summary>
    public int? Level { get; set; }

    public IReadOnlyList<string>? Agents { get; set; }
}

sealed class AddGroupValidator : NewReferentialValidator<AddGroup>
{
    public AddGroupValidator()
    {
        RuleFor(g => g.Team).Line(200);
        RuleFor(g => g.Level)
            .InclusiveBetween(AssignmentGroup.FirstLine, AssignmentGroup.SecondLine)
            .WithMessage(_ => Words.LevelOutOfRange);
        RuleForEach(g => g.Agents).Line(200);
    }
}

sealed class AddGroupHandler(ReferentialAdder adder, ReferentialLookup codes, GroupParts parts)
    : IRequestHandler<AddGroup, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddGroup request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var team = codes.Find(all.Teams, "Team", request.Team, null);
        var agents = parts.Agents(all, request.Agents);
        return await adder.Add(
            "group",
            request,
            ReferentialSql.InsertGroupSql,
            row => new
            {
                row.Code,
                row.Name,
                TeamId = team?.Id,
                SupportLevel = request.Level ?? AssignmentGroup.FirstLine,
            },
            ct,
            id => parts.SetAgents(id, agents, ct)
        );
    }
}
