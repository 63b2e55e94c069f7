using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Gives an agent a team and a length of day from a date on. Lines already logged keep their worth. Refused where the team or the length of
/// days of closed periods would change.
/// </summary>
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
        RuleFor(p => p.From)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => CommonWords.DayMissing)
            .InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2100, 12, 31))
            .WithMessage(_ => CommonWords.DayOutOfCalendar);
        RuleFor(p => p.Team).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(p => p.DayMinutes)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .InclusiveBetween(60, 720)
            .WithMessage(_ => Words.DayLengthOutOfRange);
    }
}

sealed class PostAgentHandler(ReferentialWriter writer, ReferentialLookup codes, AgentDays agentDays, Db db)
    : IRequestHandler<PostAgent, Unit>
{
    public async Task<Unit> Handle(PostAgent request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var agent = all.Agents.Find(request.Code) is [var found] ? found : throw RequestErrors.NotFound();
        var team = codes.Get(all.Teams, "Team", request.Team, request.From);
        var from = request.From!.Value;
        var before = agent.PostingOn(from);
        if (before?.TeamId != team.Id || before.DayMinutes != request.DayMinutes)
        {
            DateOnly?[] ends = [agent.Postings.FirstOrDefault(next => next.StartsOn > from)?.StartsOn, agent.ClosedOn];
            await agentDays.RefuseClosed(from, ends.Min(), "From", ct);
        }
        try
        {
            await db.Execute(
                ReferentialSql.InsertPostingSql,
                new
                {
                    AgentId = agent.Id,
                    StartsOn = from,
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
