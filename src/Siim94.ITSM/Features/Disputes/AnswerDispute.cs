using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

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

/// <summary>
/// Opens an answered dispute again, with what is still wrong. Refused while it is open, or when something was said meanwhile.
/// </summary>
[Requires(Permission.OpenDisputes)]
public sealed record ReopenDispute : ICommand<DisputeDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
    public string? Reason { get; set; }
}

/// <summary>The member has read the answer: it is no longer announced. Harmless when there is none.</summary>
[Requires(Permission.OpenDisputes)]
public sealed record SeeAnswer(long Id) : ICommand<Unit>;

sealed class AnswerDisputeValidator : AbstractValidator<AnswerDispute>
{
    public AnswerDisputeValidator() => RuleFor(d => d.Answer).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Paragraphs(4000);
}

sealed class ReopenDisputeValidator : AbstractValidator<ReopenDispute>
{
    public ReopenDisputeValidator() => RuleFor(d => d.Reason).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Paragraphs(4000);
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

sealed class ReopenDisputeHandler(Db db, Audit audit, DisputeReader reader, DisputeLog log, ContestedFigures figures)
    : IRequestHandler<ReopenDispute, DisputeDetails>
{
    public async Task<DisputeDetails> Handle(ReopenDispute request, CancellationToken ct)
    {
        var before = await reader.Get(request.Id, ct);
        if (before.Version != request.Version)
            throw RequestErrors.ChangedMeanwhile();
        if (before.State == DisputeState.Open)
            throw DisputeErrors.StillOpen();
        if (
            await db.Execute(
                UpdateSql,
                new
                {
                    request.Id,
                    request.Version,
                    DisputeState.Open,
                },
                ct
            ) == 0
        )
            throw RequestErrors.ChangedMeanwhile();
        await log.Add(
            request.Id,
            DisputeState.Open,
            request.Reason!.Trim(),
            await figures.AsOpenerSees(request.Id, before.Address, ct),
            ct
        );
        var after = await reader.Get(request.Id, ct);
        await audit.Record("dispute", request.Id, "reopen", before, after, ct);
        return after;
    }

    const string UpdateSql = """
        UPDATE Disputes
        SET State = @Open, Answer = NULL, AnsweredAt = NULL, AnsweredByUserId = NULL, AnswerSeenAt = NULL, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}

sealed class SeeAnswerHandler(Db db, CurrentUser user, TimeProvider clock, DisputeReader reader) : IRequestHandler<SeeAnswer, Unit>
{
    public async Task<Unit> Handle(SeeAnswer request, CancellationToken ct)
    {
        await reader.Get(request.Id, ct);
        if (!user.SeesAllMembers)
            await db.Execute(
                UpdateSql,
                new
                {
                    request.Id,
                    DisputeState.Open,
                    AnswerSeenAt = clock.GetUtcNow().UtcDateTime,
                },
                ct
            );
        return Unit.Value;
    }

    const string UpdateSql = "UPDATE Disputes SET AnswerSeenAt = @AnswerSeenAt WHERE Id = @Id AND State <> @Open AND AnswerSeenAt IS NULL";
}
