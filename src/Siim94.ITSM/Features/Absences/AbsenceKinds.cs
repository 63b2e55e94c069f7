using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Reads kinds of absence, and finds the one that a text means.</summary>
sealed class AbsenceKinds(Db db)
{
    public Task<IReadOnlyList<AbsenceKindRow>> All(CancellationToken ct) => db.Query<AbsenceKindRow>(KindsSql, null, ct);

    const string KindsSql = """
        SELECT k.Id, k.Code, k.Name, k.IsExpected, k.IsApprovalNeeded, k.IsPrivate, k.ClosedOn, k.Version
        FROM AbsenceKinds k
        ORDER BY k.Id
        """;

    /// <exception cref="Refusal">No such kind.</exception>
    public async Task<AbsenceKindRow> Get(string code, CancellationToken ct) =>
        (await All(ct)).FirstOrDefault(kind => kind.Code == code) ?? throw RequestErrors.NotFound();

    /// <summary>The kind that a code or a name means, however it is spelled; null for none.</summary>
    /// <param name="text">Code or name.</param>
    /// <param name="day">Day on which it must be open; null when that does not matter.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <exception cref="Refusal">It means none, or one that is closed.</exception>
    public async Task<AbsenceKindRow?> Find(string? text, DateOnly? day, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var all = await All(ct);
        var folded = Folding.Fold(text);
        var kind = all.FirstOrDefault(each => Folding.Fold(each.Code) == folded)
            ?? all.FirstOrDefault(each => Folding.Fold(each.Name) == folded);
        if (kind is null)
            throw ReferentialErrors.Unknown("Kind", text, KnownCode.Near(text, all.Select(each => new KnownCode(each.Code, each.Name))));
        return day >= kind.ClosedOn ? throw AbsenceErrors.KindClosed(kind) : kind;
    }
}
