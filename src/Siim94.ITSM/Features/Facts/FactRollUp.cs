namespace Siim94.ITSM.Features.Facts;

/// <summary>
/// How facts are added up by month: inserted anew from the facts, or changed by a difference. Statements that every write runs are put
/// together once.
/// </summary>
/// <param name="Name">What days are marked with: <c>work</c>.</param>
/// <param name="Label">What readers call it.</param>
sealed record FactRollUp(string Name, Func<string> Label)
{
    public required IReadOnlyList<RollUpTable> Tables { get; init; }

    /// <summary>Where differences wait to be added to the one table; null where every write marks days.</summary>
    public string? ChangesTable { get; init; }

    /// <summary>What the facts between <c>@From</c> and <c>@To</c> add up to: one amount.</summary>
    public required string FactSumSql { get; init; }

    /// <summary>What the rows between the months <c>@From</c> and <c>@To</c> add up to: the same amount.</summary>
    public required string RowSumSql { get; init; }

    RollUpTable Changed => Tables.Single();

    /// <summary>Notes what the facts <c>@Ids</c> count for, times <c>@Sign</c>.</summary>
    public string NoteChangesSql =>
        field ??= $"""
            INSERT INTO {ChangesTable} (Day, {Changed.Columns()})
            SELECT f.Day, {Changed.KeysOf("f")}, {Changed.SumsOf(sum => $"@Sign * f.{sum}")}
            FROM ({Changed.FactsSql}) f
            WHERE f.Id IN @Ids AND f.Day IS NOT NULL
            """;

    /// <summary>Changes that wait, oldest first.</summary>
    public string WaitingChangesSql => $"SELECT c.Id, c.Day FROM {ChangesTable} c ORDER BY c.Id";

    /// <summary>Adds the changes <c>@Ids</c> of the days between <c>@From</c> and <c>@To</c> to the month <c>@YearMonth</c>.</summary>
    public string AddChangesSql =>
        field ??= $"""
            INSERT INTO {Changed.Name} (YearMonth, {Changed.Columns()})
            SELECT @YearMonth, {Changed.KeysOf("c")}, {Changed.SumsOf(sum => $"SUM(c.{sum})")}
            FROM {ChangesTable} c
            WHERE c.Id IN @Ids AND c.Day BETWEEN @From AND @To
            GROUP BY {Changed.KeysOf("c")}
            HAVING {Changed.IsAnything("c")}
            """;

    /// <summary>Removes the changes <c>@Ids</c>.</summary>
    public string DeleteChangesSql => $"DELETE FROM {ChangesTable} WHERE Id IN @Ids";

    /// <summary>Removes the changes of the days between <c>@From</c> and <c>@To</c>.</summary>
    public string DeleteChangesOfMonthSql => $"DELETE FROM {ChangesTable} WHERE Day BETWEEN @From AND @To";

    /// <summary>Every statement, for the checks on both engines.</summary>
    public IEnumerable<string> EveryStatement(SqlDialect dialect) =>
        [
            .. Tables.SelectMany(table => table.EveryStatement),
            .. ChangesTable is null
                ? []
                : (string[])
                    [NoteChangesSql, WaitingChangesSql + dialect.FirstRows, AddChangesSql, DeleteChangesSql, DeleteChangesOfMonthSql],
        ];
}

/// <summary>Sums by month. A key has one row, and more while differences are being added: whoever reads adds its rows up.</summary>
/// <param name="Name">The table.</param>
/// <param name="Keys">Columns that the facts are grouped by.</param>
/// <param name="Sums">Columns that are added up; a key whose sums are all zero counts nothing.</param>
/// <param name="FactsSql">
/// Reads what each fact counts for: its <c>Id</c>, its <c>Day</c>, keys and sums. A fact may count on several days.
/// </param>
sealed record RollUpTable(string Name, IReadOnlyList<string> Keys, IReadOnlyList<string> Sums, string FactsSql)
{
    /// <summary>Keys that hold words; the others hold numbers.</summary>
    public IReadOnlyList<string> TextKeys { get; init; } = [];

    public int PlaceOf(string key) => Place(Keys, key);

    public int SumPlaceOf(string sum) => Place(Sums, sum);

    static int Place(IReadOnlyList<string> columns, string column) => columns.Index().First(place => place.Item == column).Index;

    /// <summary>Deletes the rows of <c>@YearMonth</c>.</summary>
    public string DeleteMonthSql => $"DELETE FROM {Name} WHERE YearMonth = @YearMonth";

    /// <summary>Inserts the rows of <c>@YearMonth</c> from the facts between <c>@From</c> and <c>@To</c>.</summary>
    public string InsertMonthSql =>
        $"""
            INSERT INTO {Name} (YearMonth, {Columns()})
            SELECT @YearMonth, {KeysOf("f")}, {SumsOf(sum => $"SUM(f.{sum})")}
            FROM ({FactsSql}) f
            WHERE f.Day BETWEEN @From AND @To
            GROUP BY {KeysOf("f")}
            """;

    /// <summary>Reads the sums of <c>@YearMonth</c>, one row a key, in no order.</summary>
    public string RowsSql =>
        $"""
            SELECT {KeysOf("r")}, {SumsOf(sum => $"SUM(r.{sum}) AS {sum}")}
            FROM {Name} r
            WHERE r.YearMonth = @YearMonth
            GROUP BY {KeysOf("r")}
            HAVING {IsAnything("r")}
            """;

    /// <summary>Reads the rows from the month <c>@From</c> to the month <c>@To</c>: the month, keys, sums; in no order.</summary>
    public string RowsBetweenSql =>
        $"""
            SELECT r.YearMonth, {KeysOf("r")}, {SumsOf(sum => $"r.{sum}")}
            FROM {Name} r
            WHERE r.YearMonth BETWEEN @From AND @To
            """;

    /// <summary>The first month and the last one that have any row; blank without rows.</summary>
    public string MonthsSql =>
        $"""
            SELECT (SELECT MIN(r.YearMonth) FROM {Name} r) AS FirstMonth, (SELECT MAX(r.YearMonth) FROM {Name} r) AS LastMonth
            """;

    /// <summary>Reads <c>@YearMonth</c> if its rows add up to anything.</summary>
    public string AnythingSql =>
        $"""
            SELECT r.YearMonth
            FROM {Name} r
            WHERE r.YearMonth = @YearMonth
            GROUP BY r.YearMonth
            HAVING {IsAnything("r")}
            """;

    /// <summary>The last row so far.</summary>
    public string LastRowSql => $"SELECT MAX(r.Id) FROM {Name} r";

    /// <summary>Inserts one row a key of <c>@YearMonth</c>, from those up to <c>@LastId</c>.</summary>
    public string FoldMonthSql =>
        $"""
            INSERT INTO {Name} (YearMonth, {Columns()})
            SELECT @YearMonth, {KeysOf("r")}, {SumsOf(sum => $"SUM(r.{sum})")}
            FROM {Name} r
            WHERE r.YearMonth = @YearMonth AND r.Id <= @LastId
            GROUP BY {KeysOf("r")}
            HAVING {IsAnything("r")}
            """;

    /// <summary>Deletes the rows of <c>@YearMonth</c> up to <c>@LastId</c>.</summary>
    public string DeleteFoldedSql => $"DELETE FROM {Name} WHERE YearMonth = @YearMonth AND Id <= @LastId";

    public IEnumerable<string> EveryStatement =>
        [DeleteMonthSql, InsertMonthSql, RowsSql, RowsBetweenSql, MonthsSql, AnythingSql, LastRowSql, FoldMonthSql, DeleteFoldedSql];

    public string Columns() => string.Join(", ", [.. Keys, .. Sums]);

    public string KeysOf(string alias) => string.Join(", ", Keys.Select(key => $"{alias}.{key}"));

    public string SumsOf(Func<string, string> sum) => string.Join(", ", Sums.Select(sum));

    public string IsAnything(string alias) => string.Join(" OR ", Sums.Select(sum => $"SUM({alias}.{sum}) <> 0"));
}
