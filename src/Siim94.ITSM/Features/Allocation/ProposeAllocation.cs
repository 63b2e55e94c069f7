using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>
/// Proposes how a pot of a month or year is spread. Proposing the same again answers with what is there; when the facts or the key moved,
/// the earlier proposal is replaced by a new one. Refused while the period is not over, once it is closed, and when there is nothing to
/// spread or no weight at all.
/// </summary>
[Requires(Permission.ManageAllocations)]
public sealed record ProposeAllocation : ICommand<AllocationDetails>
{
    public string? Pot { get; set; }

    /// <summary><c>2017</c> or <c>2017-03</c>.</summary>
    public string? Period { get; set; }

    /// <summary>Another key than the pot's own.</summary>
    public string? Key { get; set; }
}

sealed class ProposeAllocationValidator : AbstractValidator<ProposeAllocation>
{
    public ProposeAllocationValidator()
    {
        RuleFor(p => p.Pot).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(60);
        RuleFor(p => p.Period).Must(period => PeriodText.Parse(period) is not null).WithMessage(_ => CommonWords.PeriodShape);
        RuleFor(p => p.Key).Line(60);
    }
}

sealed class ProposeAllocationHandler(
    Db db,
    CurrentUser user,
    TimeProvider clock,
    ClosedPeriods closed,
    AllocationPotReader pots,
    AllocationKeyReader keys,
    AllocationCalculator calculator,
    AllocationReader reader,
    AllocationFigures figures,
    Audit audit
) : IRequestHandler<ProposeAllocation, AllocationDetails>
{
    public async Task<AllocationDetails> Handle(ProposeAllocation request, CancellationToken ct)
    {
        var period = PeriodText.Parse(request.Period)!.Value;
        if (period.LastDay >= Paris.Today(clock))
            throw AllocationErrors.NotOver(period);
        await figures.BringUpToDate(period, ct);
        var pot = await pots.Get("Pot", request.Pot!, ct);
        if (pot.ClosedOn <= period.LastDay)
            throw AllocationErrors.PotClosed(pot.Name);
        var key = request.Key is { Length: > 0 } code
            ? await keys.Get("Key", code, ct)
            : (await keys.Read(ct)).Single(key => key.Id == pot.KeyId);
        var version = key.On(period.LastDay) ?? throw AllocationErrors.NoVersion(key.Name, period);
        await closed.RefuseWrites([period.LastDay], AcceptAllocationHandler.DatedInPeriod, ct);
        if (!period.IsYear && (await reader.AcceptedWithin(pot.Id, new(period.Year), ct)).Any(other => other.PeriodOf.IsYear))
            throw AllocationErrors.YearAccepted(period);

        var plan = await calculator.Plan(pot, version, period, ct);
        if (
            (await reader.AcceptedWithin(pot.Id, period, ct)).FirstOrDefault(other => other.Period == period.Number) is { } accepted
            && plan.Equals(await reader.Stored(accepted, ct))
        )
            return await reader.Get(accepted.Id, ct);
        var earlier = await reader.ProposedFor(pot.Id, period, ct);
        if (earlier is not null && plan.Equals(await reader.Stored(earlier, ct)))
            return await reader.Get(earlier.Id, ct);

        var id = await Insert(pot, plan, period, ct);
        if (earlier is not null)
            await db.Execute(
                ReplaceSql,
                new
                {
                    earlier.Id,
                    ReplacedById = id,
                    DecidedAt = clock.GetUtcNow().UtcDateTime,
                    DecidedByUserId = user.AuthorId,
                },
                ct
            );
        var details = await reader.Get(id, ct);
        await audit.Record("allocation", id, "propose", null, details, ct);
        return details;
    }

    internal const string ReplaceSql = """
        UPDATE Allocations
        SET State = 'replaced', ReplacedById = @ReplacedById, DecidedAt = @DecidedAt, DecidedByUserId = @DecidedByUserId
        WHERE Id = @Id
        """;

    async Task<long> Insert(PotRow pot, AllocationPlan plan, Period period, CancellationToken ct)
    {
        var id = await db.Insert(
            InsertAllocationSql,
            new
            {
                PotId = pot.Id,
                KeyVersionId = plan.Key.Id,
                Period = period.Number,
                FirstOn = period.FirstDay,
                LastOn = period.LastDay,
                plan.MicroDays,
                ProposedAt = clock.GetUtcNow().UtcDateTime,
                ProposedByUserId = user.AuthorId,
            },
            ct
        );
        await db.Execute(
            InsertSourceSql,
            plan.Sources.Select(source => new
            {
                AllocationId = id,
                source.TeamId,
                source.MemberId,
                source.MicroDays,
            }),
            ct
        );
        await db.Execute(
            InsertShareSql,
            plan.Shares.Select(share => new
            {
                AllocationId = id,
                share.Measure,
                share.MemberId,
                share.Weight,
                share.MicroDays,
            }),
            ct
        );
        return id;
    }

    const string InsertAllocationSql = """
        INSERT INTO Allocations (PotId, KeyVersionId, Period, FirstOn, LastOn, MicroDays, State, ProposedAt, ProposedByUserId)
        VALUES (@PotId, @KeyVersionId, @Period, @FirstOn, @LastOn, @MicroDays, 'proposed', @ProposedAt, @ProposedByUserId)
        """;

    const string InsertSourceSql =
        "INSERT INTO AllocationSources (AllocationId, TeamId, MemberId, MicroDays) VALUES (@AllocationId, @TeamId, @MemberId, @MicroDays)";
    const string InsertShareSql = """
        INSERT INTO AllocationShares (AllocationId, Measure, MemberId, Weight, MicroDays)
        VALUES (@AllocationId, @Measure, @MemberId, @Weight, @MicroDays)
        """;
}
