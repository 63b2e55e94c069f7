using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>
/// Answers a dispute: accepted, once it is corrected, or rejected. Refused when it is not open, or when something was said meanwhile.
/// </summary>
[Requires(Permission.AnswerDisputes)]
public sealed record AnswerDispute : ICommand<DisputeDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
    public bool IsAccepted { get; set; }
    public string? Answer { get; set; }
}

sealed class AnswerDisputeValidator : AbstractValidator<AnswerDispute>
{
    public AnswerDisputeValidator() => RuleFor(d => d.Answer).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(4000);
}

sealed class AnswerDisputeHandler(
    Db db,
    CurrentUser user,
    TimeProvider clock,
    Audit audit,
    DisputeReader reader,
    DisputeLog log,
    ContestedFigures figures
) : IRequestHandler<AnswerDispute, DisputeDetails>
{
    public async Task<DisputeDetails> Handle(AnswerDispute request, CancellationToken ct)
    {
        var before = await reader.Get(request.Id, ct);
        if (before.Version != request.Version)
            throw RequestErrors.ChangedMeanwhile();
        if (before.State != DisputeState.Open)
            throw DisputeErrors.AlreadyAnswered();
        var state = request.IsAccepted ? DisputeState.Accepted : DisputeState.Rejected;
        var updated = await db.Execute(
            UpdateSql,
            new
            {
                request.Id,
                request.Version,
                State = state,
                Answer = request.Answer!.Trim(),
                AnsweredAt = clock.GetUtcNow().UtcDateTime,
                AnsweredByUserId = user.AuthorId,
            },
            ct
        );
        if (updated == 0)
            throw RequestErrors.ChangedMeanwhile();
        await log.Add(request.Id, state, request.Answer.Trim(), await figures.AsOpenerSees(request.Id, before.Address, ct), ct);
        var after = await reader.Get(request.Id, ct);
        await audit.Record("dispute", request.Id, "change", before, after, ct);
        return after;
    }

    const string UpdateSql = """
        UPDATE Disputes
        SET State = @State, Answer = @Answer, AnsweredAt = @AnsweredAt, AnsweredByUserId = @AnsweredByUserId, AnswerSeenAt = NULL,
            Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
