using System.Globalization;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>An allocation in a list.</summary>
public record AllocationSummary
{
    public long Id { get; init; }
    public string Pot { get; init; } = "";
    public string PotName { get; init; } = "";
    public string Key { get; init; } = "";
    public string KeyName { get; init; } = "";

    /// <summary>Day from which the version of the key is valid.</summary>
    public DateOnly KeyValidFrom { get; init; }

    /// <summary><c>2017</c> or <c>2017-03</c>.</summary>
    public string Period { get; init; } = "";

    /// <summary><c>proposed</c>, <c>accepted</c>, <c>rejected</c> or <c>replaced</c>.</summary>
    public string State { get; init; } = "";

    public decimal Days { get; init; }
    public DateTime ProposedAt { get; init; }
    public string ProposedByName { get; init; } = "";
    public DateTime? DecidedAt { get; init; }
    public string? DecidedByName { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; init; }

    /// <summary>The allocation that took its place.</summary>
    public long? ReplacedBy { get; init; }

    /// <summary>The facts moved since it was proposed. Told of proposed and accepted ones.</summary>
    public bool IsStale { get; init; }
}

/// <summary>An allocation with what it takes and what it gives.</summary>
public sealed record AllocationDetails : AllocationSummary
{
    public IReadOnlyList<AllocationSource> Sources { get; init; } = [];
    public IReadOnlyList<AllocationShare> Shares { get; init; } = [];

    /// <summary>Accepted allocations whose place it would take.</summary>
    public IReadOnlyList<long> Replaces { get; init; } = [];
}

/// <param name="Team">Whose days.</param>
/// <param name="Member">What their lines carry as a member; null for nothing.</param>
/// <param name="Days">Exact to six decimals.</param>
public sealed record AllocationSource(string Team, string? Member, decimal Days);

/// <param name="Member">Who gets the days.</param>
/// <param name="MemberName">Their name.</param>
/// <param name="Days">Exact to six decimals.</param>
/// <param name="Parts">Where they come from: one per measure of the key.</param>
public sealed record AllocationShare(string Member, string MemberName, decimal Days, IReadOnlyList<AllocationSharePart> Parts);

/// <param name="Measure"><c>ticketsOpened</c> …</param>
/// <param name="Weight">Of the member.</param>
/// <param name="TotalWeight">Of all.</param>
/// <param name="PotDays">Days that this measure spreads.</param>
/// <param name="Days">What the member gets of them.</param>
/// <param name="Explanation">The same as a sentence, in the reader's language.</param>
public sealed record AllocationSharePart(string Measure, long Weight, long TotalWeight, decimal PotDays, decimal Days, string Explanation);

/// <summary>Reads allocations, and tells whether their facts have moved.</summary>
sealed class AllocationReader(
    Db db,
    ReferentialLookup codes,
    AllocationPotReader pots,
    AllocationKeyReader keys,
    AllocationCalculator calculator
)
{
    const string SelectAllocationsSql = """
        SELECT a.Id, a.PotId, a.KeyVersionId, a.Period, a.MicroDays, a.State, a.ProposedAt, u.DisplayName AS ProposedByName, a.DecidedAt,
               d.DisplayName AS DecidedByName, a.Reason, a.ReplacedById
        FROM Allocations a
        LEFT JOIN Users u ON u.Id = a.ProposedByUserId
        LEFT JOIN Users d ON d.Id = a.DecidedByUserId
        """;

    const string AllocationSql = $"{SelectAllocationsSql} WHERE a.Id = @Id";

    /// <exception cref="Refusal">Not there.</exception>
    public async Task<AllocationRow> Row(long id, CancellationToken ct) =>
        await db.FirstOrDefault<AllocationRow>(AllocationSql, new { Id = id }, ct) ?? throw RequestErrors.NotFound();

    public async Task<AllocationDetails> Get(long id, CancellationToken ct)
    {
        var row = await Row(id, ct);
        var all = await codes.Referentials(ct);
        var plan = await Stored(row, ct);
        var potOfPart = plan
            .Shares.GroupBy(share => share.Measure)
            .ToDictionary(part => part.Key, part => (Days: part.Sum(share => share.MicroDays), Weight: part.Sum(share => share.Weight)));
        return await Summary<AllocationDetails>(row, ct) with
        {
            Sources =
            [
                .. plan.Sources.Select(source => new AllocationSource(
                    all.Teams[source.TeamId].Name,
                    all.Members.CodeOf(source.MemberId),
                    DaysOf(source.MicroDays)
                )),
            ],
            Shares =
            [
                .. from share in plan.Shares
                group share by share.MemberId into member
                let days = member.Sum(share => share.MicroDays)
                orderby days descending, all.Members[member.Key].Code
                select new AllocationShare(
                    all.Members[member.Key].Code,
                    all.Members[member.Key].Name,
                    DaysOf(days),
                    [.. member.Select(share => Explain(share, potOfPart[share.Measure].Weight, potOfPart[share.Measure].Days))]
                ),
            ],
            Replaces =
                row.State == AllocationState.Proposed
                    ? [.. (await AcceptedWithin(row.PotId, row.PeriodOf, ct)).Select(other => other.Id)]
                    : [],
        };
    }

    /// <summary>A share as a weight among weights.</summary>
    public static AllocationSharePart Explain(ShareRow share, long totalWeight, long potMicroDays) =>
        new(
            share.Measure,
            share.Weight,
            totalWeight,
            DaysOf(potMicroDays),
            DaysOf(share.MicroDays),
            string.Format(
                Words.Explanation,
                AllocationMeasure.NameOf(share.Measure),
                share.Weight,
                totalWeight,
                DaysOf(potMicroDays).ToString("0.######", CultureInfo.CurrentCulture),
                DaysOf(share.MicroDays).ToString("0.######", CultureInfo.CurrentCulture)
            )
        );

    public static decimal DaysOf(long microDays) => microDays / (decimal)WorkDay.MicrosPerUnit;

    /// <summary>Accepted allocations of a pot for a period or a part of it.</summary>
    public Task<IReadOnlyList<AllocationRow>> AcceptedWithin(long potId, Period period, CancellationToken ct) =>
        db.Query<AllocationRow>(
            AcceptedWithinSql,
            new
            {
                PotId = potId,
                From = period.FirstDay,
                To = period.LastDay,
            },
            ct
        );

    const string AcceptedWithinSql =
        $"{SelectAllocationsSql} WHERE a.PotId = @PotId AND a.State = 'accepted' AND a.FirstOn >= @From AND a.LastOn <= @To ORDER BY a.Id";

    /// <summary>Accepted allocations of any pot that share days with a period.</summary>
    public Task<IReadOnlyList<AllocationRow>> AcceptedMeeting(Period period, CancellationToken ct) =>
        db.Query<AllocationRow>(AcceptedMeetingSql, new { From = period.FirstDay, To = period.LastDay }, ct);

    const string AcceptedMeetingSql =
        $"{SelectAllocationsSql} WHERE a.State = 'accepted' AND a.FirstOn <= @To AND a.LastOn >= @From ORDER BY a.Id";

    public Task<AllocationRow?> ProposedFor(long potId, Period period, CancellationToken ct) =>
        db.FirstOrDefault<AllocationRow>(ProposedForSql, new { PotId = potId, Period = period.Number }, ct);

    const string ProposedForSql = $"{SelectAllocationsSql} WHERE a.PotId = @PotId AND a.State = 'proposed' AND a.Period = @Period";

    /// <summary>Newest first, before an id; of a period, with the months of a year.</summary>
    public async Task<IReadOnlyList<AllocationSummary>> List(Period? period, long beforeId, int take, CancellationToken ct)
    {
        var rows = await db.Query<AllocationRow>(
            ListSql + db.Dialect.FirstRows,
            new
            {
                From = period?.FirstDay ?? DateOnly.MinValue,
                To = period?.LastDay ?? DateOnly.MaxValue,
                BeforeId = beforeId,
                Take = take,
            },
            ct
        );
        var summaries = new List<AllocationSummary>();
        foreach (var row in rows)
            summaries.Add(await Summary<AllocationSummary>(row, ct));
        return summaries;
    }

    const string ListSql = $"{SelectAllocationsSql} WHERE a.FirstOn >= @From AND a.LastOn <= @To AND a.Id < @BeforeId ORDER BY a.Id DESC";

    async Task<TSummary> Summary<TSummary>(AllocationRow row, CancellationToken ct)
        where TSummary : AllocationSummary, new()
    {
        var pot = (await pots.Read(ct)).Single(pot => pot.Id == row.PotId);
        var (key, version) = await Key(row.KeyVersionId, ct);
        return new()
        {
            Id = row.Id,
            Pot = pot.Code,
            PotName = pot.Name,
            Key = key.Code,
            KeyName = key.Name,
            KeyValidFrom = version.StartsOn,
            Period = row.PeriodOf.Code,
            State = row.State,
            Days = DaysOf(row.MicroDays),
            ProposedAt = row.ProposedAt,
            ProposedByName = row.ProposedByName ?? CurrentUser.System.DisplayName,
            DecidedAt = row.DecidedAt,
            DecidedByName = row.DecidedAt is null ? null : row.DecidedByName ?? CurrentUser.System.DisplayName,
            Reason = row.Reason,
            ReplacedBy = row.ReplacedById,
            IsStale = row.State is AllocationState.Proposed or AllocationState.Accepted && await IsStale(row, ct),
        };
    }

    public async Task<(KeyRow Key, KeyVersion Version)> Key(long versionId, CancellationToken ct)
    {
        var key = (await keys.Read(ct)).Single(key => key.Versions.Any(version => version.Id == versionId));
        return (key, key.Versions.Single(version => version.Id == versionId));
    }

    /// <summary>Whether spreading the pot again by the same version of the key would give something else.</summary>
    public async Task<bool> IsStale(AllocationRow row, CancellationToken ct)
    {
        var stored = await Stored(row, ct);
        try
        {
            var pot = (await pots.Read(ct)).Single(pot => pot.Id == row.PotId);
            return !stored.Equals(await calculator.Plan(pot, stored.Key, row.PeriodOf, ct));
        }
        catch (Refusal)
        {
            return true;
        }
    }

    public async Task<AllocationPlan> Stored(AllocationRow row, CancellationToken ct) =>
        new(
            (await Key(row.KeyVersionId, ct)).Version,
            await db.Query<SourceRow>(SourcesSql, new { row.Id }, ct),
            await db.Query<ShareRow>(SharesSql, new { row.Id }, ct)
        );

    const string SourcesSql = "SELECT s.TeamId, s.MemberId, s.MicroDays FROM AllocationSources s WHERE s.AllocationId = @Id ORDER BY s.Id";
    const string SharesSql =
        "SELECT s.Measure, s.MemberId, s.Weight, s.MicroDays FROM AllocationShares s WHERE s.AllocationId = @Id ORDER BY s.Id";
}

/// <summary>An allocation as stored.</summary>
sealed record AllocationRow
{
    public long Id { get; init; }
    public long PotId { get; init; }
    public long KeyVersionId { get; init; }
    public int Period { get; init; }
    public long MicroDays { get; init; }
    public string State { get; init; } = "";
    public DateTime ProposedAt { get; init; }
    public string? ProposedByName { get; init; }
    public DateTime? DecidedAt { get; init; }
    public string? DecidedByName { get; init; }
    public string? Reason { get; init; }
    public long? ReplacedById { get; init; }

    public Period PeriodOf => Kernel.Time.Period.Of(Period)!.Value;
}

/// <summary>Periods as texts: <c>2017</c> or <c>2017-03</c>.</summary>
static class PeriodText
{
    public static Period? Parse(string? text) => text is not null && KeyFigurePeriod.Parse(text) is { } number ? Period.Of(number) : null;
}
