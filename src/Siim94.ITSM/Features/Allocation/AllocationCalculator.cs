using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>Days of shared time: lines without a member, of several, or internal, summed.</summary>
sealed record SharedWork
{
    public long TeamId { get; init; }
    public long ActivityId { get; init; }
    public long? SubActivityId { get; init; }
    public long? MemberId { get; init; }
    public long MicroDays { get; init; }
}

/// <summary>What a pot takes from a team and from lines of nobody (null), of several or internal.</summary>
sealed record SourceRow
{
    public long TeamId { get; init; }
    public long? MemberId { get; init; }
    public long MicroDays { get; init; }
}

/// <summary>What a member gets by one measure of the key.</summary>
sealed record ShareRow
{
    public string Measure { get; init; } = "";
    public long MemberId { get; init; }
    public long Weight { get; init; }
    public long MicroDays { get; init; }
}

/// <summary>A pot of a period, spread by a version of a key: shares add up to the sources, exactly.</summary>
sealed record AllocationPlan(KeyVersion Key, IReadOnlyList<SourceRow> Sources, IReadOnlyList<ShareRow> Shares)
{
    public long MicroDays => Sources.Sum(source => source.MicroDays);

    /// <summary>Whether the facts behind both are the same.</summary>
    public bool Equals(AllocationPlan? other) =>
        other is not null
        && Key.Id == other.Key.Id
        && Sources
            .OrderBy(row => (row.TeamId, row.MemberId ?? 0))
            .SequenceEqual(other.Sources.OrderBy(row => (row.TeamId, row.MemberId ?? 0)))
        && Shares.OrderBy(row => (row.Measure, row.MemberId)).SequenceEqual(other.Shares.OrderBy(row => (row.Measure, row.MemberId)));

    public override int GetHashCode() => HashCode.Combine(Key.Id, MicroDays);
}

/// <summary>Spreads pots from what the roll-ups hold.</summary>
sealed class AllocationCalculator(Db db, ReferentialLookup codes)
{
    /// <exception cref="Refusal">Nothing in the pot, or no weight at all.</exception>
    public async Task<AllocationPlan> Plan(PotRow pot, KeyVersion key, Period period, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var sources = await Sources(pot, period, all, ct);
        var days = sources.Sum(source => source.MicroDays);
        if (days == 0)
            throw AllocationErrors.NothingToShare(pot.Name, period);

        var shares = new List<ShareRow>();
        var parts = LargestRemainder.Split(days, [.. key.Parts.Select(part => (part.Measure, (long)part.Percentage))]);
        foreach (var ((measure, _), partDays) in key.Parts.Zip(parts))
        {
            var weights = (await Weights(measure, key, period, ct))
                .Where(weight => weight.Weight > 0 && MayReceive(pot, all.Members[weight.MemberId]))
                .ToList();
            if (weights.Count == 0)
                throw AllocationErrors.NoWeight(measure, period);
            var split = LargestRemainder.Split(partDays, [.. weights.Select(weight => (all.Members[weight.MemberId].Code, weight.Weight))]);
            shares.AddRange(weights.Zip(split, (weight, share) => new ShareRow
                    {
                        Measure = measure,
                        MemberId = weight.MemberId,
                        Weight = weight.Weight,
                        MicroDays = share,
                    }));
        }
        return new(key, sources, shares);
    }

    // The syndicate itself opens tickets too: it has its share of what they cost, unless the pot is its own time.
    static bool MayReceive(PotRow pot, Member member) =>
        member.Kind != Member.Multiple && !(pot.IsInternal && member.Kind == Member.Internal);

    public async Task<IReadOnlyList<SourceRow>> Sources(PotRow pot, Period period, ReferentialData all, CancellationToken ct) =>
        [
            .. from line in await SharedWork(period, ct)
            where pot.Holds(line, all)
            group line.MicroDays by (line.TeamId, line.MemberId) into source
            where source.Sum() > 0
            select new SourceRow
            {
                TeamId = source.Key.TeamId,
                MemberId = source.Key.MemberId,
                MicroDays = source.Sum(),
            },
        ];

    Task<IReadOnlyList<SharedWork>> SharedWork(Period period, CancellationToken ct) =>
        db.Query<SharedWork>(SharedWorkSql, MonthsOf(period), ct);

    const string SharedWorkSql = """
        SELECT r.TeamId, r.ActivityId, r.SubActivityId, r.MemberId, SUM(r.MicroDays) AS MicroDays
        FROM ReportWorkByMonth r
        LEFT JOIN Members m ON m.Id = r.MemberId
        WHERE r.YearMonth BETWEEN @FromMonth AND @ToMonth AND (m.Id IS NULL OR m.Kind IN ('interne', 'multi'))
        GROUP BY r.TeamId, r.ActivityId, r.SubActivityId, r.MemberId
        """;

    public async Task<IReadOnlyList<(long MemberId, long Weight)>> Weights(
        string measure,
        KeyVersion? key,
        Period period,
        CancellationToken ct
    ) =>
        measure switch
        {
            AllocationMeasure.TicketsOpened => await Read(TicketsSql, MonthsOf(period), ct),
            AllocationMeasure.Visits => await Read(VisitsSql, MonthsOf(period), ct),
            AllocationMeasure.Fixed => [.. key!.Weights.Select(weight => (weight.Key, weight.Value))],
            _ => await Read(CountsSql, new { Measure = measure, Day = period.LastDay }, ct),
        };

    const string TicketsSql = """
        SELECT r.MemberId, SUM(CAST(r.Opened AS BIGINT)) AS Weight
        FROM ReportTicketsByMonth r
        WHERE r.YearMonth BETWEEN @FromMonth AND @ToMonth
        GROUP BY r.MemberId
        """;

    const string VisitsSql = """
        SELECT r.MemberId, SUM(CAST(r.Visits AS BIGINT)) AS Weight
        FROM ReportVisitsByMonth r
        WHERE r.YearMonth BETWEEN @FromMonth AND @ToMonth
        GROUP BY r.MemberId
        """;

    const string CountsSql = """
        SELECT c.MemberId, c.Weight
        FROM MemberCounts c
        WHERE c.Measure = @Measure
          AND c.StartsOn = (
              SELECT MAX(n.StartsOn)
              FROM MemberCounts n
              WHERE n.MemberId = c.MemberId AND n.Measure = c.Measure AND n.StartsOn <= @Day
          )
        """;

    static object MonthsOf(Period period) => new { FromMonth = period.Months.First().YearMonth, ToMonth = period.Months.Last().YearMonth };

    async Task<IReadOnlyList<(long MemberId, long Weight)>> Read(string sql, object parameters, CancellationToken ct) =>
        [.. (await db.Query<WeightRow>(sql, parameters, ct)).Select(row => (row.MemberId, row.Weight))];

    sealed record WeightRow
    {
        public long MemberId { get; init; }
        public long Weight { get; init; }
    }
}
