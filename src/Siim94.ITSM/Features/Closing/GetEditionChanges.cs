using MediatR;

namespace Siim94.ITSM.Features.Closing;

/// <summary>
/// What changed between an edition and the one before it, figure by figure, and what came late in between; of the first, what came late
/// alone. Refused to people of a member.
/// </summary>
[Requires(Permission.ReadReports)]
public sealed record GetEditionChanges(int Period, int Number) : IQuery<EditionChanges>;

/// <param name="Before">Number of the edition before; blank for the first.</param>
/// <param name="Late">Days that were written into although a lock covered them, by team.</param>
public sealed record EditionChanges(
    int? Before,
    int Number,
    IReadOnlyList<LineChange> Lines,
    IReadOnlyList<FigureChange> Figures,
    IReadOnlyList<LateOfTeam> Late
);

sealed class GetEditionChangesHandler(EditionStore editions, LateTime late, CurrentUser user)
    : IRequestHandler<GetEditionChanges, EditionChanges>
{
    public async Task<EditionChanges> Handle(GetEditionChanges request, CancellationToken ct)
    {
        user.RefuseUnlessSeesAll();
        var after = await editions.Get(request.Period, request.Number, ct);
        var period = Period.Of(request.Period)!.Value;
        if (request.Number == 1)
            return new(null, request.Number, [], [], await late.Of(period, null, after, ct));
        var before = await editions.Get(request.Period, request.Number - 1, ct);
        return new(
            before.Number,
            after.Number,
            EditionComparison.Lines(before.Lines, after.Lines),
            EditionComparison.Figures(
                period.Year,
                [.. before.Tables.Select(table => table.Table)],
                [.. after.Tables.Select(table => table.Table)]
            ),
            await late.Of(period, before, after, ct)
        );
    }
}
