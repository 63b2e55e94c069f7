using MediatR;

namespace Siim94.ITSM.Features.Closing;

/// <summary>
/// What changed between an edition and the one before it, figure by figure; nothing for the first. Refused to people of a member.
/// </summary>
[Requires(Permission.ReadReports)]
public sealed record GetEditionChanges(int Period, int Number) : IQuery<EditionChanges>;

/// <param name="Before">Number of the edition before; blank for the first.</param>
public sealed record EditionChanges(int? Before, int Number, IReadOnlyList<LineChange> Lines, IReadOnlyList<FigureChange> Figures);

sealed class GetEditionChangesHandler(EditionStore editions, CurrentUser user) : IRequestHandler<GetEditionChanges, EditionChanges>
{
    public async Task<EditionChanges> Handle(GetEditionChanges request, CancellationToken ct)
    {
        user.RefuseUnlessSeesAll();
        var after = await editions.Get(request.Period, request.Number, ct);
        if (request.Number == 1)
            return new(null, request.Number, [], []);
        var before = await editions.Get(request.Period, request.Number - 1, ct);
        return new(
            before.Number,
            after.Number,
            EditionComparison.Lines(before.Lines, after.Lines),
            EditionComparison.Figures(
                Period.Of(request.Period)!.Value.Year,
                [.. before.Tables.Select(table => table.Table)],
                [.. after.Tables.Select(table => table.Table)]
            )
        );
    }
}
