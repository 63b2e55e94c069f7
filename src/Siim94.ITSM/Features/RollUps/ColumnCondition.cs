namespace Siim94.ITSM.Features.RollUps;

/// <summary>What a column of a line must hold to be counted.</summary>
/// <param name="Column">The column.</param>
/// <param name="Numbers">Ids or numbers that it may hold.</param>
/// <param name="Texts">Words that it may hold.</param>
/// <param name="TakesBlank">It may also be blank.</param>
/// <param name="TakesAnything">It may hold anything but a blank.</param>
sealed record ColumnCondition(
    string Column,
    IReadOnlyCollection<long> Numbers,
    IReadOnlyCollection<string> Texts,
    bool TakesBlank = false,
    bool TakesAnything = false
)
{
    /// <param name="column">The column.</param>
    /// <param name="values">Ids, numbers or words.</param>
    public static ColumnCondition In(string column, object values) =>
        values is IReadOnlyCollection<string> texts ? new(column, [], texts) : new(column, [.. ((IEnumerable<long>)values).Distinct()], []);

    public static ColumnCondition Blank(string column) => new(column, [], [], TakesBlank: true);

    public static ColumnCondition NotBlank(string column) => new(column, [], [], TakesAnything: true);

    /// <summary>No line is counted: the column belongs to nobody whom the reader may see.</summary>
    public static readonly ColumnCondition Nothing = new("", [], []);

    public bool IsNothing => Column.Length == 0;

    /// <summary>Whether rows in memory hold it.</summary>
    public Func<long, bool> Holds()
    {
        HashSet<long> accepted = [.. Numbers, .. Texts.Select(RollupTexts.NumberOf)];
        if (TakesBlank)
            accepted.Add(MonthRows.Blank);
        return TakesAnything ? value => value != MonthRows.Blank || accepted.Contains(value)
            : IsNothing ? _ => false
            : accepted.Contains;
    }

    /// <summary>The same text for the same condition.</summary>
    public override string ToString() =>
        $"{Column}:{string.Join(',', Numbers.Order())}:{string.Join('\n', Texts.Order(StringComparer.Ordinal))}"
        + $":{TakesBlank}:{TakesAnything}";
}
