using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Closing;

/// <summary>
/// Closes a month, or a year with its months, and publishes an edition of it. Harmless when it is closed already.
/// Refused while the period is not over, and while checks warn of something that the sender has not confirmed.
/// </summary>
[Requires(Permission.ClosePeriods)]
public sealed record ClosePeriod : ICommand<ClosingDetails>
{
    public int? Year { get; set; }

    /// <summary>1 to 12; blank closes the whole year.</summary>
    public int? Month { get; set; }

    /// <summary>What the checks warn of is known and accepted.</summary>
    public bool Confirm { get; set; }
}

sealed class ClosePeriodValidator : AbstractValidator<ClosePeriod>
{
    public ClosePeriodValidator()
    {
        RuleFor(c => c.Year)
            .NotNull()
            .WithMessage(_ => Words.YearMissing)
            .InclusiveBetween(2000, 2100)
            .WithMessage(_ => Words.YearOutOfRange);
        RuleFor(c => c.Month).InclusiveBetween(1, 12).WithMessage(_ => Words.MonthOutOfRange);
    }
}

sealed class ClosePeriodHandler(
    Db db,
    CurrentUser user,
    TimeProvider clock,
    IMediator mediator,
    ClosingChecks checks,
    EditionStore editions,
    FactLocks locks,
    Audit audit
) : IRequestHandler<ClosePeriod, ClosingDetails>
{
    public async Task<ClosingDetails> Handle(ClosePeriod request, CancellationToken ct)
    {
        var period = new Period(request.Year!.Value, request.Month);
        if (period.LastDay >= Paris.Today(clock))
            throw ClosingErrors.NotOver(period);

        // Two closings wait for each other here, and for a roll-up under way.
        await db.Execute(RollupRows.LockStateSql, null, ct);
        var closed = (await db.Query<int>(ClosedSql, new { From = period.FirstDay, To = period.LastDay }, ct)).ToHashSet();
        if (closed.Contains(period.Number))
            return await ClosingReader.Current(db, period, ct);

        // Before anything is read: whoever writes into the period has committed by now, or will be refused.
        await locks.TakeMonths(period.Months, ct);
        var id = await Insert(period, ct);
        foreach (var month in period.IsYear ? period.Months.Where(month => !closed.Contains(month.YearMonth)) : [])
            await Insert(new(month.Year, month.Number), ct);
        await BringFiguresUpToDate(period, ct);

        var findings = await checks.Run(period, ct);
        var warnings = findings.Where(finding => finding.State == CheckState.Warning).ToList();
        if (warnings.Count > 0 && !request.Confirm)
            throw ClosingErrors.NotConfirmed(period, warnings);
        await editions.Publish(id, period, findings, ct);
        var details = await ClosingReader.Current(db, period, ct);
        await audit.Record("closing", id, "add", null, details, ct);
        return details;
    }

    const string ClosedSql = "SELECT p.Period FROM ClosedPeriods p WHERE p.ReopenedAt IS NULL AND p.FirstOn >= @From AND p.LastOn <= @To";

    Task<long> Insert(Period period, CancellationToken ct) =>
        db.Insert(
            InsertClosedPeriodSql,
            new
            {
                Period = period.Number,
                FirstOn = period.FirstDay,
                LastOn = period.LastDay,
                ClosedAt = clock.GetUtcNow().UtcDateTime,
                ClosedByUserId = user.AuthorId,
            },
            ct
        );

    const string InsertClosedPeriodSql = """
        INSERT INTO ClosedPeriods (Period, FirstOn, LastOn, ClosedAt, ClosedByUserId)
        VALUES (@Period, @FirstOn, @LastOn, @ClosedAt, @ClosedByUserId)
        """;

    async Task BringFiguresUpToDate(Period period, CancellationToken ct)
    {
        while (await db.FirstOrDefault<int>(PendingSql, new { From = period.FirstDay, To = period.LastDay }, ct) > 0)
            await mediator.Send(new RollUp(), ct);
        foreach (var month in period.Months)
            await mediator.Send(new VerifyRollupMonth(month), ct);
    }

    const string PendingSql = "SELECT COUNT(*) FROM PendingDays d WHERE d.Day BETWEEN @From AND @To";
}
