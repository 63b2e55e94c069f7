using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Disputes;

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

sealed class ReopenDisputeValidator : AbstractValidator<ReopenDispute>
{
    public ReopenDisputeValidator() => RuleFor(d => d.Reason).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(4000);
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
