using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Gives an agent a team and a length of day from a date on. Lines already logged keep their worth.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record PostAgent : ICommand<Unit>
{
    [JsonIgnore]
    public string Code { get; set; } = "";
    public DateOnly? From { get; set; }
    public string? Team { get; set; }
    public int? DayMinutes { get; set; }
}

sealed class PostAgentValidator : AbstractValidator<PostAgent>
{
    public PostAgentValidator()
    {
        RuleFor(p => p.From).NotNull().WithMessage(_ => CommonWords.DayMissing);
        RuleFor(p => p.Team).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(p => p.DayMinutes)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .InclusiveBetween(60, 720)
            .WithMessage(_ => Words.DayLengthOutOfRange);
    }
}

sealed class PostAgentHandler(ReferentialWriter writer, ReferentialLookup codes, Db db) : IRequestHandler<PostAgent, Unit>
{
    public async Task<Unit> Handle(PostAgent request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var agent = all.Agents.Find(request.Code) is [var found] ? found : throw RequestErrors.NotFound();
        var team = codes.Get(all.Teams, "Team", request.Team, request.From);
        try
        {
            await db.Execute(
                ReferentialSql.InsertPostingSql,
                new
                {
                    AgentId = agent.Id,
                    StartsOn = request.From!.Value,
                    TeamId = team.Id,
                    DayMinutes = request.DayMinutes!.Value,
                },
                ct
            );
        }
        catch (UniqueKeyTaken)
        {
            throw Refusal.Field("From", "referential.posting-taken", Words.PostingTaken);
        }
        return await writer.Done(
            "agent",
            agent.Id,
            "post",
            null,
            new
            {
                request.From,
                Team = team.Code,
                request.DayMinutes,
            },
            ct
        );
    }
}
