using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>Reads all pots: a handful of rows.</summary>
sealed class AllocationPotReader(Db db, ReferentialLookup codes, AllocationKeyReader keys)
{
    public async Task<IReadOnlyList<PotRow>> Read(CancellationToken ct)
    {
        var activities = (await db.Query<ActivityRow>(ActivitiesSql, null, ct)).ToLookup(row => row.PotId, row => row.ActivityId);
        var pots = (await db.Query<PotRow>(PotsSql, null, ct)).OrderBy(pot => pot.Name, StringComparer.CurrentCultureIgnoreCase);
        return [.. pots.Select(pot => pot with { Activities = [.. activities[pot.Id]] })];
    }

    const string PotsSql = """
        SELECT p.Id, p.Code, p.Name, p.KeyId, p.IsOfNobody, p.IsOfSeveral, p.IsInternal, p.ClosedOn, p.Version
        FROM AllocationPots p
        ORDER BY p.Id
        """;
    const string ActivitiesSql = "SELECT a.PotId, a.ActivityId FROM AllocationPotActivities a ORDER BY a.PotId, a.ActivityId";

    /// <exception cref="Refusal">Unknown, naming the field.</exception>
    public async Task<PotRow> Get(string field, string code, CancellationToken ct) =>
        (await Read(ct)).FirstOrDefault(pot => pot.Code == code) ?? throw AllocationErrors.UnknownPot(field, code);

    public async Task<AllocationPot> Show(string code, CancellationToken ct) => (await ShowAll(ct)).Single(pot => pot.Code == code);

    public async Task<IReadOnlyList<AllocationPot>> ShowAll(CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var keyCodes = (await keys.Read(ct)).ToDictionary(key => key.Id, key => key.Code);
        return
        [
            .. (await Read(ct)).Select(pot => new AllocationPot
            {
                Code = pot.Code,
                Name = pot.Name,
                Key = keyCodes[pot.KeyId],
                Activities = [.. pot.Activities.Select(id => all.Activities[id].Code)],
                ActivityNames = [.. pot.Activities.Select(id => all.Activities[id].Name)],
                Takes = pot.Takes,
                ClosedOn = pot.ClosedOn,
                Version = pot.Version,
            }),
        ];
    }

    sealed record ActivityRow
    {
        public long PotId { get; init; }
        public long ActivityId { get; init; }
    }
}
