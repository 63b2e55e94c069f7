using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Costs;

/// <summary>
/// Days and cents of a member; of lines without a member when the id is null. Attached entities count with the member they belong to.
/// </summary>
sealed record CostLine(long? MemberId, long OwnMicroDays, long AllocatedMicroDays, long CostCents, long? ContributionCents)
{
    public long MicroDays => OwnMicroDays + AllocatedMicroDays;
}

/// <summary>A department's days and what they cost; no price, no cost, and version 0.</summary>
sealed record DepartmentLine(long DepartmentId, long MicroDays, long? CentsPerDay, long Version)
{
    public long? CostCents => CentsPerDay is { } cents ? Euros.CostOf(MicroDays, cents) : null;
}

/// <summary>Days of one department: logged by members, or given by an allocation to some.</summary>
sealed record WorkRow
{
    public long AllocationId { get; init; }
    public long? MemberId { get; init; }
    public long DepartmentId { get; init; }
    public long MicroDays { get; init; }
}

/// <summary>What a member pays under a nature.</summary>
sealed record ContributionRow
{
    public long MemberId { get; init; }
    public string Nature { get; init; } = "";
    public long AmountCents { get; init; }
    public long Version { get; init; }
}

/// <summary>
/// Days, costs and contributions of a year. What a row of days costs is rounded once, to the cent; what allocations move is taken from one
/// row and given to others in whole cents: the total is that of the days as they were logged, whatever is allocated.
/// </summary>
sealed class CostSheet(Db db, ReferentialLookup codes)
{
    public async Task<(
        IReadOnlyList<CostLine> Lines,
        IReadOnlyList<DepartmentLine> Departments,
        IReadOnlyList<ContributionRow> Contributions
    )> Of(int year, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var period = new
        {
            FromMonth = (year * 100) + 1,
            ToMonth = (year * 100) + 12,
            From = new DateOnly(year, 1, 1),
            To = new DateOnly(year, 12, 31),
            Year = year,
        };
        var prices = (await db.Query<PriceRow>(PricesSql, period, ct)).ToDictionary(price => price.DepartmentId);
        var own = await db.Query<WorkRow>(OwnSql, period, ct);
        var taken = await db.Query<WorkRow>(TakenSql, period, ct);
        var given = (await db.Query<WorkRow>(GivenSql, period, ct)).ToLookup(row => row.AllocationId);
        var contributions = await db.Query<ContributionRow>(ContributionsSql, period, ct);

        var sheet = new Sheet(all);
        foreach (var row in own)
            sheet.Add(row.MemberId, own: row.MicroDays, cost: CostOf(row.DepartmentId, row.MicroDays));
        var takenSoFar = new Dictionary<(long, long?), long>();
        foreach (var row in taken)
        {
            // Costs of growing sums, so that months taken one by one cost what the year does.
            var before = takenSoFar.GetValueOrDefault((row.DepartmentId, row.MemberId));
            takenSoFar[(row.DepartmentId, row.MemberId)] = before + row.MicroDays;
            var cents = CostOf(row.DepartmentId, before + row.MicroDays) - CostOf(row.DepartmentId, before);
            sheet.Add(row.MemberId, allocated: -row.MicroDays, cost: -cents);
            var shares = given[row.AllocationId].ToList();
            var split = LargestRemainder.Split(
                cents,
                [.. shares.Select(share => (all.Members[share.MemberId!.Value].Code, share.MicroDays))]
            );
            foreach (var (share, part) in shares.Zip(split))
                sheet.Add(share.MemberId, cost: part);
        }
        foreach (var share in given.SelectMany(rows => rows))
            sheet.Add(share.MemberId, allocated: share.MicroDays);
        foreach (var row in contributions)
            sheet.Add(row.MemberId, contribution: row.AmountCents);

        var days = own.GroupBy(row => row.DepartmentId).ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.MicroDays));
        var departments =
            from id in days.Keys.Union(prices.Keys)
            let price = prices.GetValueOrDefault(id)
            orderby id
            select new DepartmentLine(id, days.GetValueOrDefault(id), price?.CentsPerDay, price?.Version ?? 0);
        return (sheet.Lines, [.. departments], contributions);

        long CostOf(long department, long microDays) =>
            prices.TryGetValue(department, out var price) ? Euros.CostOf(microDays, price.CentsPerDay) : 0;
    }

    /// <summary>The member that pays for a member: the one it is attached to, or itself.</summary>
    public static long PayerOf(ReferentialData all, long memberId) => all.Members[memberId].ParentId ?? memberId;

    const string PricesSql = "SELECT c.DepartmentId, c.CentsPerDay, c.Version FROM DayCosts c WHERE c.Year = @Year";

    const string OwnSql = """
        SELECT r.MemberId, t.DepartmentId, SUM(r.MicroDays) AS MicroDays
        FROM ReportWorkByMonth r
        JOIN Teams t ON t.Id = r.TeamId
        WHERE r.YearMonth BETWEEN @FromMonth AND @ToMonth
        GROUP BY r.MemberId, t.DepartmentId
        """;

    const string TakenSql = """
        SELECT s.AllocationId, s.MemberId, t.DepartmentId, SUM(s.MicroDays) AS MicroDays
        FROM AllocationSources s
        JOIN Allocations a ON a.Id = s.AllocationId
        JOIN Teams t ON t.Id = s.TeamId
        WHERE a.State = 'accepted' AND a.FirstOn >= @From AND a.LastOn <= @To
        GROUP BY s.AllocationId, s.MemberId, t.DepartmentId
        ORDER BY s.AllocationId, t.DepartmentId, s.MemberId
        """;

    const string GivenSql = """
        SELECT s.AllocationId, s.MemberId, SUM(s.MicroDays) AS MicroDays
        FROM AllocationShares s
        JOIN Allocations a ON a.Id = s.AllocationId
        WHERE a.State = 'accepted' AND a.FirstOn >= @From AND a.LastOn <= @To
        GROUP BY s.AllocationId, s.MemberId
        ORDER BY s.AllocationId, s.MemberId
        """;

    const string ContributionsSql = """
        SELECT c.MemberId, c.Nature, c.AmountCents, c.Version
        FROM Contributions c
        WHERE c.Year = @Year
        ORDER BY c.MemberId, c.Nature
        """;

    /// <summary>Lines being added up, by payer.</summary>
    sealed class Sheet(ReferentialData all)
    {
        readonly Dictionary<long, CostLine> lines = [];

        // No row has the id 0: it stands for lines without a member.
        public void Add(long? memberId, long own = 0, long allocated = 0, long cost = 0, long? contribution = null)
        {
            long? payer = memberId is { } id ? PayerOf(all, id) : null;
            var line = lines.GetValueOrDefault(payer ?? 0) ?? new CostLine(payer, 0, 0, 0, null);
            lines[payer ?? 0] = line with
            {
                OwnMicroDays = line.OwnMicroDays + own,
                AllocatedMicroDays = line.AllocatedMicroDays + allocated,
                CostCents = line.CostCents + cost,
                ContributionCents = contribution is null ? line.ContributionCents : (line.ContributionCents ?? 0) + contribution,
            };
        }

        public IReadOnlyList<CostLine> Lines => [.. lines.Values.OrderBy(line => line.MemberId is null).ThenBy(line => line.MemberId)];
    }

    sealed record PriceRow
    {
        public long DepartmentId { get; init; }
        public long CentsPerDay { get; init; }
        public long Version { get; init; }
    }
}
