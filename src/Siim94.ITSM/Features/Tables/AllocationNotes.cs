using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// What a table of days by member says of shared time: left where it was logged, or spread, by which keys, and what is still nobody's.
/// </summary>
sealed class AllocationNotes(Db db, ReferentialCache cache, CurrentUser user)
{
    public async Task<IReadOnlyList<string>> Of(ComputedReport computed, Month from, Month to, CancellationToken ct)
    {
        var table = computed.Table;
        if (!table.RowAxes.Append(table.ColumnAxis ?? Axis.Year).Any(axis => AxisKeys.ColumnOf(axis) == "MemberId"))
            return [];
        var column = computed
            .Columns.Index()
            .FirstOrDefault(column => column.Item.Measure.Measure is Measure.DaysWithAllocation, (Index: -1, null!))
            .Index;
        if (column < 0)
            return table.Measures.Any(measure => measure.Measure is Measure.Days or Measure.Hours) ? [Words.WithoutAllocation] : [];

        var keys = await db.Query<string>(
            KeysSql,
            new
            {
                From = from.FirstDay,
                To = to.LastDay,
                FactSource.Dash,
            },
            ct
        );
        List<string> notes =
        [
            keys.Count == 0 ? Words.NothingAllocated : string.Format(Words.AllocatedBy, string.Join(CommonWords.Semicolon, keys)),
        ];
        if (user.SeesAllMembers && table.RowAxes is [Axis.Member] && await Left(computed, column, ct) is { Length: > 0 } left)
            notes.Add(string.Format(Words.NotAllocated, left));
        return notes;
    }

    const string KeysSql = """
        SELECT DISTINCT CONCAT(p.Name, @Dash, k.Name) AS Text
        FROM Allocations a
        JOIN AllocationPots p ON p.Id = a.PotId
        JOIN AllocationKeyVersions v ON v.Id = a.KeyVersionId
        JOIN AllocationKeys k ON k.Id = v.KeyId
        WHERE a.State = 'accepted' AND a.FirstOn >= @From AND a.LastOn <= @To
        ORDER BY Text
        """;

    async Task<string> Left(ComputedReport computed, int column, CancellationToken ct)
    {
        var members = (await cache.Read(db, ct)).Members;
        return string.Join(
            ", ",
            from row in computed.Rows
            where
                row.CellMicros[column] is > 0
                && (
                    row.Key.Length == 0
                    || members.FirstOrDefault(member => member.Code == row.Key)?.Kind is Member.Internal or Member.Multiple
                )
            select $"{row.Label} {ReportNumbers.Text(row.CellMicros[column], computed.Columns[column].Decimals)}"
        );
    }
}
