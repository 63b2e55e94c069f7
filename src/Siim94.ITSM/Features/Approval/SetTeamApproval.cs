using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Says how a team's time is approved from now on. What is submitted already stays as it is. Refused when somebody
/// changed it meanwhile.
/// </summary>
[Requires(Permission.ApproveTime)]
public sealed record SetTeamApproval : ICommand<TeamApproval>
{
    [JsonIgnore]
    public string Team { get; set; } = "";

    [JsonIgnore]
    public long Version { get; set; }

    /// <summary><c>week</c> or <c>month</c>.</summary>
    public string? Cycle { get; set; }

    /// <summary><c>nobody</c>, <c>leader</c> or <c>manager</c>.</summary>
    public string? Approver { get; set; }
}

sealed class SetTeamApprovalValidator : AbstractValidator<SetTeamApproval>
{
    public SetTeamApprovalValidator()
    {
        RuleFor(s => s.Cycle)
            .Must(cycle => ApprovalCycle.All.Contains(cycle))
            .WithMessage(_ => string.Format(Words.OneOf, string.Join(", ", ApprovalCycle.All)));
        RuleFor(s => s.Approver)
            .Must(approver => Approver.All.Contains(approver))
            .WithMessage(_ => string.Format(Words.OneOf, string.Join(", ", Approver.All)));
    }
}

sealed class SetTeamApprovalHandler(Db db, ReferentialLookup codes, TeamApprovals settings, Audit audit)
    : IRequestHandler<SetTeamApproval, TeamApproval>
{
    public async Task<TeamApproval> Handle(SetTeamApproval request, CancellationToken ct)
    {
        var team = (await codes.Referentials(ct)).Teams.Find(request.Team) is [var only] ? only : throw RequestErrors.NotFound();
        var before = await settings.Of(team, ct);
        var row = new
        {
            TeamId = team.Id,
            request.Cycle,
            request.Approver,
            request.Version,
        };
        if (before.Version != request.Version)
            throw RequestErrors.ChangedMeanwhile();
        if (await db.Execute(before.Version == 0 ? InsertSettingSql : UpdateSettingSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var after = await settings.Of(team, ct);
        await audit.Record("team-approval", team.Id, "change", before, after, ct);
        return after;
    }

    const string InsertSettingSql = "INSERT INTO TeamApprovals (TeamId, Cycle, Approver, Version) VALUES (@TeamId, @Cycle, @Approver, 1)";

    const string UpdateSettingSql = """
        UPDATE TeamApprovals
        SET Cycle = @Cycle, Approver = @Approver, Version = Version + 1
        WHERE TeamId = @TeamId AND Version = @Version
        """;
}
