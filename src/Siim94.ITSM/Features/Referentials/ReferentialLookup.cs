namespace Siim94.ITSM.Features.Referentials;

/// <summary>Turns the codes and spellings of a request into rows of the referentials, within the sender's reach.</summary>
sealed class ReferentialLookup(ReferentialCache cache, Db db, CurrentUser user)
{
    public Task<ReferentialData> Referentials(CancellationToken ct) => cache.Read(db, ct);

    /// <summary>The row that a text means.</summary>
    /// <param name="set">The referential to look in.</param>
    /// <param name="field">Field of the request, for the message.</param>
    /// <param name="text">Code, name or alias; null or blank for none.</param>
    /// <param name="day">Day on which it must be open; null when that does not matter (a filter).</param>
    /// <param name="among">Rows to choose from when a spelling means several.</param>
    /// <exception cref="Refusal">Unknown, ambiguous or closed, naming the field.</exception>
    public T? Find<T>(ReferentialSet<T> set, string field, string? text, DateOnly? day, Func<T, bool>? among = null)
        where T : ReferentialRow
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var found = set.Find(text).Where(row => IsWithinReach(row) && (among is null || among(row))).ToList();
        var open = day is { } onDay ? found.Where(row => row.IsOpenOn(onDay)).ToList() : found;
        return (open.Count, found.Count) switch
        {
            (1, _) => open[0],
            (0, 0) => throw Unknown(set, field, text, row => (day is null || row.IsOpenOn(day.Value)) && (among is null || among(row))),
            (0, _) => throw ReferentialErrors.Closed(field, found[0]),
            _ => throw ReferentialErrors.Ambiguous(field, text, open.Select(row => row.Code)),
        };
    }

    /// <summary>Like <see cref="Find{T}"/>, for a field that must be filled.</summary>
    public T Get<T>(ReferentialSet<T> set, string field, string? text, DateOnly? day, Func<T, bool>? among = null)
        where T : ReferentialRow => Find(set, field, text, day, among) ?? throw ReferentialErrors.Missing(field);

    /// <summary>Says that a text means no row, and which it may have meant.</summary>
    public Refusal Unknown<T>(ReferentialSet<T> set, string field, string text, Func<T, bool>? among = null)
        where T : ReferentialRow =>
        ReferentialErrors.Unknown(
            field,
            text,
            KnownCode.Near(
                text,
                set.Where(row => MayBeNamed(row) && (among is null || among(row)))
                    .Select(row => new KnownCode(row.Code, row.Name, set.AliasesOf(row.Id)))
            )
        );

    bool MayBeNamed(ReferentialRow row) => IsWithinReach(row) && (row is not Agent || user.Can(Permission.ReadAgents));

    /// <summary>People of a member see only their members and sites, and the categories that are for them.</summary>
    public bool IsWithinReach(ReferentialRow row) =>
        row switch
        {
            Member member => user.Sees(member.Id),
            Site site => user.Sees(site.MemberId),
            Category category => user.SeesAllMembers || category.MemberIds.Count == 0 || category.MemberIds.Any(id => user.Sees(id)),
            _ => true,
        };
}
