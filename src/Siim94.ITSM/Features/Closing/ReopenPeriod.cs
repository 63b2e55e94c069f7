using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Closing;

/// <summary>
/// Opens a closed period again: a year with all its months, a month together with its year, whose other months stay closed.
/// Published editions stay as they are. Refused when it is open already.
/// </summary>
[Requires(Permission.ClosePeriods)]
public sealed record ReopenPeriod : ICommand<ClosingDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    /// <summary>Why; kept for good.</summary>
    public string? Reason { get; set; }
}

sealed class ReopenPeriodValidator : AbstractValidator<ReopenPeriod>
{
    public ReopenPeriodValidator() => RuleFor(r => r.Reason).NotEmpty().WithMessage(_ => Words.ReasonMissing).Paragraphs(1000);
}

sealed class ReopenPeriodHandler(Db db, CurrentUser user, TimeProvider clock, Audit audit) : IRequestHandler<ReopenPeriod, ClosingDetails>
{
    public async Task<ClosingDetails> Handle(ReopenPeriod request, CancellationToken ct)
    {
        await db.Execute(RollupRows.LockStateSql, null, ct);
        var before = await ClosingReader.Get(db, request.Id, ct);
        if (before.ReopenedAt is not null)
            throw ClosingErrors.AlreadyReopened();
        var period = new Period(before.Year, before.Month);
        await db.Execute(
            ReopenSql,
            new
            {
                ReopenedAt = clock.GetUtcNow().UtcDateTime,
                ReopenedByUserId = user.AuthorId,
                ReopenReason = request.Reason!.Trim(),
                From = period.FirstDay,
                To = period.LastDay,
            },
            ct
        );
        var after = await ClosingReader.Get(db, request.Id, ct);
        await audit.Record("closing", request.Id, "reopen", before, after, ct);
        return after;
    }

    // Periods never overlap in part: what meets a year is the year and its months, what meets a month is the month and its year.
    const string ReopenSql = """
        UPDATE ClosedPeriods
        SET ReopenedAt = @ReopenedAt, ReopenedByUserId = @ReopenedByUserId, ReopenReason = @ReopenReason
        WHERE ReopenedAt IS NULL AND FirstOn <= @To AND LastOn >= @From
        """;
}
