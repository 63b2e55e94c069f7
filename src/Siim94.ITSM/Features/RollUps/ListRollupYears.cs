using MediatR;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>Years that have anything in any roll-up, oldest first.</summary>
[Requires(Permission.ReadRollups)]
public sealed record ListRollupYears : IQuery<IReadOnlyList<int>>;

sealed class ListRollupYearsHandler(Db db) : IRequestHandler<ListRollupYears, IReadOnlyList<int>>
{
    public Task<IReadOnlyList<int>> Handle(ListRollupYears request, CancellationToken ct) => RollupYears.Read(db, ct);
}
