using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Locks of days that are in force: those of everybody first, then by team, the earlier day first. A team has several while the later ones
/// are in their grace.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record ListLocks : IQuery<DayLockList>;

public sealed record DayLockList(IReadOnlyList<DayLockDetails> Items);

sealed class ListLocksHandler(DayLocks locks) : IRequestHandler<ListLocks, DayLockList>
{
    public async Task<DayLockList> Handle(ListLocks request, CancellationToken ct) => new(await locks.InForce(ct));
}

/// <summary>Reads locks of days.</summary>
sealed class DayLocks(Db db, ReferentialCache cache, TimeProvider clock)
{
    public async Task<IReadOnlyList<DayLockDetails>> InForce(CancellationToken ct)
    {
        var teams = (await cache.Read(db, ct)).Teams;
        var rows = await db.Query<DayLock>(InForceSql, null, ct);
        return
        [
            .. rows.Where(row => !rows.Any(later => Replaces(later, row)))
                .Select(row => DetailsOf(row, teams))
                .OrderBy(one => one.TeamName, StringComparer.CurrentCulture)
                .ThenBy(one => one.Until),
        ];
    }

    /// <summary>One takes the place of those of earlier days once it locks.</summary>
    bool Replaces(DayLock later, DayLock earlier) =>
        later.TeamId == earlier.TeamId && later.LastOn > earlier.LastOn && later.LocksOn <= Paris.Today(clock);

    /// <exception cref="Refusal">Not there, or no longer in force.</exception>
    public async Task<DayLockDetails> Get(long id, CancellationToken ct) =>
        (await InForce(ct)).FirstOrDefault(one => one.Id == id) ?? throw RequestErrors.NotFound();

    const string InForceSql = """
        SELECT l.Id, l.TeamId, l.LastOn, l.GraceDays, l.LockedAt, u.DisplayName AS ByName
        FROM DayLocks l
        LEFT JOIN Users u ON u.Id = l.LockedByUserId
        WHERE l.EndedAt IS NULL
        ORDER BY l.Id
        """;

    static DayLockDetails DetailsOf(DayLock row, ReferentialSet<Team> teams) =>
        new()
        {
            Id = row.Id,
            Team = row.TeamId is { } id ? teams[id].Code : null,
            TeamName = row.TeamId is { } teamId ? teams[teamId].Name : null,
            Until = row.LastOn,
            Grace = row.GraceDays,
            LocksOn = row.LocksOn,
            LockedAt = row.LockedAt,
            LockedByName = row.ByName ?? CurrentUser.System.DisplayName,
        };
}
