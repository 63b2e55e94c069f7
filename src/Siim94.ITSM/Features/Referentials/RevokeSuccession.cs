using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Takes a row's succession back: it is open again as it was, and tables count its lines as its own. Lines logged on its successors stay
/// theirs.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record RevokeSuccession : ReferentialChange
{
    [JsonIgnore]
    public long Version { get; set; }
}

sealed class RevokeSuccessionHandler(ReferentialWriter writer, ReferentialLookup codes, Db db, TimeProvider clock)
    : IRequestHandler<RevokeSuccession, Unit>
{
    public async Task<Unit> Handle(RevokeSuccession change, CancellationToken ct)
    {
        var row = await writer.Row(change, ct);
        if (row.Version != change.Version)
            throw RequestErrors.ChangedMeanwhile();
        var successions = (await codes.Referentials(ct))
            .LineagesOf(change.Referential)
            .Successions.Where(succession => succession.FromId == row.Id)
            .ToList();
        if (successions.Count == 0)
            throw ReferentialErrors.NotSucceeded(row);
        await db.Execute(
            RevokeSql,
            new { Ids = successions.Select(succession => succession.Id), RevokedAt = clock.GetUtcNow().UtcDateTime },
            ct
        );
        await db.Execute(ReferentialTables.CloseSql(change.Referential), new { row.Id, ClosedOn = successions[0].WasClosedOn }, ct);
        return await writer.Done(
            change.Referential,
            row.Id,
            "revoke-succession",
            new { successions[0].Kind, successions[0].StartsOn },
            new { ClosedOn = successions[0].WasClosedOn },
            ct
        );
    }

    const string RevokeSql = "UPDATE Successions SET RevokedAt = @RevokedAt WHERE Id IN @Ids";
}
