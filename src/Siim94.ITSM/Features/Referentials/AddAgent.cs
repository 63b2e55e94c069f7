using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds an agent, with a first team and length of day.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddAgent : NewReferential
{
    public string? Team { get; set; }
    public DateOnly? From { get; set; }
    public int? DayMinutes { get; set; }
}

sealed class AddAgentValidator : NewReferentialValidator<AddAgent>
{
    public AddAgentValidator()
    {
        RuleFor(a => a.Team).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(a => a.From).NotNull().WithMessage(_ => CommonWords.DayMissing);
        RuleFor(a => a.DayMinutes).InclusiveBetween(60, 720).WithMessage(_ => Words.DayLengthOutOfRange);
    }
}

sealed class AddAgentHandler(ReferentialAdder adder, ReferentialLookup codes, Db db) : IRequestHandler<AddAgent, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddAgent request, CancellationToken ct)
    {
        var team = codes.Get((await codes.Referentials(ct)).Teams, "Team", request.Team, request.From);
        return await adder.Add(
            "agent",
            request,
            ReferentialSql.InsertAgentSql,
            row => new { row.Code, row.Name },
            ct,
            id =>
                db.Execute(
                    ReferentialSql.InsertPostingSql,
                    new
                    {
                        AgentId = id,
                        StartsOn = request.From!.Value,
                        TeamId = team.Id,
                        DayMinutes = request.DayMinutes ?? WorkDay.DefaultMinutes,
                    },
                    ct
                )
        );
    }
}
