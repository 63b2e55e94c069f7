using System.Globalization;

namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>How a printed figure stands to the exact one.</summary>
enum Agreement
{
    Equal,

    /// <summary>One unit of the last printed place away.</summary>
    Near,
    Differs,
}

/// <summary>The exact values that a printed figure may stand for.</summary>
readonly record struct Interval(decimal Low, decimal High)
{
    public static Interval operator +(Interval left, Interval right) => new(left.Low + right.Low, left.High + right.High);

    public Interval Hull(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    public bool IsApartFrom(Interval other) => Low > other.High || High < other.Low;
}

/// <summary>A year and what is measured in it, from a heading such as <c>2017 %</c>.</summary>
readonly record struct ColumnHeading(string Year, string Measure)
{
    public bool IsShare => Measure == "%";

    public static ColumnHeading Of(string heading)
    {
        var parts = heading.Split((char[])[' ', '.'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && parts[0].Length == 4 && parts[0].All(char.IsAsciiDigit)
            ? new ColumnHeading(parts[0], MeasureOf(parts[1]))
            : new ColumnHeading(heading.Trim(), "");
    }

    /// <summary>One word for each measure, whether it is read on paper, in a column key of the API or in the heading of a page.</summary>
    static string MeasureOf(string words) =>
        words.ToLowerInvariant() switch
        {
            "share" => "%",
            "people" or "agents formés" => "agents",
            "jours" or "jours de session" => "days",
            var other => other,
        };
}

/// <summary>
/// A published table laid over the ledger's. Columns are in the order of their meaning: when two printed columns turn out to be exchanged,
/// their figures trade places here and <see cref="CellHeadings"/> still says under which heading each was printed.
/// </summary>
sealed class PrintedTable
{
    readonly decimal?[][] cells;
    readonly decimal?[] totals;
    readonly int[] shareDecimals;
    readonly int totalDecimals;
    readonly Dictionary<string, int> ledgerRows = new(StringComparer.Ordinal);
    readonly int[] ledgerColumns;

    public PrintedTable(PublishedTable published, ComputedTable? ledger, Func<string, string, string?> resolve)
    {
        Published = published;
        Ledger = ledger;
        Columns = [.. published.Columns.Select(ColumnHeading.Of)];
        CellHeadings = [.. published.Columns];
        TotalHeadings = [.. published.Columns];
        cells = [.. published.Rows.Select(row => row.Values.ToArray())];
        totals = published.PublishedTotals?.ToArray() ?? new decimal?[Columns.Length];
        totalDecimals = totals.Max(DecimalsOf) ?? 0;
        shareDecimals = [.. Columns.Select((_, column) => CommonDecimals(column))];
        ledgerColumns = [.. published.Columns.Select(heading => LedgerColumn(heading, ledger))];
        for (var row = 0; row < (ledger?.Rows.Count ?? 0); row++)
        {
            ledgerRows.TryAdd(ledger!.Rows[row].Key, row);
        }

        Keys = Resolve(published, resolve);
        AdoptUnknownLabels();
    }

    public PublishedTable Published { get; }
    public ComputedTable? Ledger { get; }
    public string Id => Published.Id;
    public ColumnHeading[] Columns { get; }
    public string[] CellHeadings { get; }
    public string[] TotalHeadings { get; }
    public string[] Keys { get; }
    public int RowCount => cells.Length;

    /// <summary>False once the whole file has been found to speak of other lines than the ledger's.</summary>
    public bool IsComparable { get; set; } = true;

    public decimal? Cell(int row, int column) => cells[row][column];

    public decimal? Total(int column) => totals[column];

    public string Label(int row) => Published.Rows[row].Label;

    public int RowOf(string key) => Array.IndexOf(Keys, key);

    public int ColumnOf(ColumnHeading heading) => Array.IndexOf(Columns, heading);

    public bool HasLedger(int column) => IsComparable && ledgerColumns[column] >= 0;

    public bool HasLedgerColumn(int column) => ledgerColumns[column] >= 0;

    /// <summary>The exact value of a ledger row with everything that belongs to it.</summary>
    public decimal? ExactOf(ComputedRow row, int column) => row.Values[ledgerColumns[column]];

    /// <summary>Whether a printed row is read as containing the rows that belong to it.</summary>
    public bool IsInclusive(string key, int column) =>
        RowOf(key) is >= 0 and var row
        && ledgerRows.TryGetValue(key, out var ledgerRow)
        && Exact(row, column) == ExactOf(Ledger!.Rows[ledgerRow], column);

    public void ExchangeCells(int left, int right)
    {
        foreach (var row in cells)
        {
            (row[left], row[right]) = (row[right], row[left]);
        }

        (CellHeadings[left], CellHeadings[right]) = (CellHeadings[right], CellHeadings[left]);
    }

    public void ExchangeTotals(int left, int right)
    {
        (totals[left], totals[right]) = (totals[right], totals[left]);
        (TotalHeadings[left], TotalHeadings[right]) = (TotalHeadings[right], TotalHeadings[left]);
    }

    public void ExchangeCell(int row, int column, PrintedTable other, int otherRow, int otherColumn) =>
        (cells[row][column], other.cells[otherRow][otherColumn]) = (other.cells[otherRow][otherColumn], cells[row][column]);

    public void ExchangeTotal(int column, PrintedTable other, int otherColumn) =>
        (totals[column], other.totals[otherColumn]) = (other.totals[otherColumn], totals[column]);

    /// <summary>The last printed place of a cell: 1 for whole numbers, 0.1 for one decimal.</summary>
    public decimal UnitOf(decimal? value, int column)
    {
        var places = Columns[column].IsShare ? shareDecimals[column] : Published.Decimals;
        return Place(value is { } printed ? Math.Max(places, SignificantDecimals(printed)) : places);
    }

    /// <summary>Whether a column counts things one by one: nothing is rounded there.</summary>
    public bool IsCount(int column) => Columns[column].Measure is { Length: > 0 } measure ? IsCount(measure) : IsCount(Published.Unit);

    static bool IsCount(string unit) => unit is "tickets" or "visits" or "sessions" or "agents" or "people";

    /// <summary>
    /// Half of what rounding may have hidden: a whole number among figures with decimals was probably rounded to the whole number.
    /// </summary>
    decimal HalfOf(decimal? value, int column) =>
        IsCount(column) ? 0
        : value is { Scale: 0 } && !Columns[column].IsShare ? 0.5m
        : UnitOf(value, column) / 2;

    /// <summary>Totals are often printed with fewer decimals than the rows; the whole line of totals says how many.</summary>
    public decimal TotalUnit => Place(totalDecimals);

    /// <summary>How far a total may be from what it should be and still be that, rounded.</summary>
    public decimal TotalTolerance(int column) => IsCount(column) ? 0 : TotalUnit;

    public Interval CellInterval(int row, int column)
    {
        var half = HalfOf(cells[row][column], column);
        return cells[row][column] is { } value ? new Interval(Math.Max(0, value - half), value + half) : new Interval(0, half);
    }

    /// <summary>The sum of the printed rows, each row once.</summary>
    public decimal RowSum(int column) =>
        Enumerable.Range(0, RowCount).Where(row => IsCounted(row, column)).Sum(row => cells[row][column] ?? 0);

    /// <summary>How far rounding may carry a printed total from the sum of its printed rows.</summary>
    public decimal Slack(int column) => RowSlack(column) + TotalTolerance(column) / 2;

    public decimal RowSlack(int column) =>
        IsCount(column)
            ? 0
            : Enumerable.Range(0, RowCount).Where(row => cells[row][column] is not null).Sum(row => UnitOf(cells[row][column], column) / 2);

    public bool TotalFollowsRows(int column) => totals[column] is { } total && Math.Abs(total - RowSum(column)) <= Slack(column);

    /// <summary>
    /// What the total may be. Printed and reachable from its rows: anything between both; otherwise either may be the right one.
    /// </summary>
    public IReadOnlyList<Interval> TotalReadings(int column)
    {
        var sum = RowSum(column);
        var slack = RowSlack(column);
        var rows = new Interval(sum - slack, sum + slack);
        if (totals[column] is not { } total)
        {
            return [rows];
        }

        var half = TotalTolerance(column) / 2;
        var printed = new Interval(total - half, total + half);
        // A total may have been added up from other, rounded rows.
        return TotalFollowsRows(column) ? [printed.Hull(rows)] : [new Interval(printed.Low - slack, printed.High + slack), rows];
    }

    /// <summary>False for a row shown under a parent that already contains it.</summary>
    public bool IsCounted(int row, int column) =>
        !HasLedger(column)
        || !ledgerRows.TryGetValue(Keys[row], out var ledgerRow)
        || Ledger!.Rows[ledgerRow].ParentKey is not { } parent
        || !IsInclusive(parent, column);

    /// <summary>True when the ledger knows the row.</summary>
    public bool LedgerKnows(int row) => ledgerRows.ContainsKey(Keys[row]);

    /// <summary>
    /// The exact value that the ledger gives for a cell, in the reading that fits what is printed; null when it has no line.
    /// </summary>
    public decimal? Exact(int row, int column)
    {
        if (!ledgerRows.TryGetValue(Keys[row], out var ledgerRow))
        {
            return null;
        }

        var inclusive = Ledger!.Rows[ledgerRow].Values[ledgerColumns[column]];
        var children = ChildrenSum(Keys[row], column);
        if (children == 0)
        {
            return inclusive;
        }

        var own = inclusive - children;
        if (Agree(row, column, inclusive) == Agreement.Equal)
        {
            return inclusive;
        }

        var isBesideChild = Ledger.Rows.Any(child =>
            child.ParentKey == Keys[row] && RowOf(child.Key) is >= 0 and var childRow && cells[childRow][column] is not null
        );
        return isBesideChild || Agree(row, column, own) == Agreement.Equal ? own : inclusive;
    }

    /// <summary>
    /// What a ledger row that is not printed would add to the printed ones: rows of its own that are printed are not added twice.
    /// </summary>
    public decimal? ExactBeside(ComputedRow row, int column) =>
        ExactOf(row, column)
        - Ledger!.Rows.Where(child => child.ParentKey == row.Key && RowOf(child.Key) >= 0).Sum(child => ExactOf(child, column) ?? 0);

    public decimal? ExactTotal(int column) => Ledger?.Totals?[ledgerColumns[column]];

    public Agreement CellAgreement(int row, int column) => Agree(row, column, Exact(row, column));

    Agreement Agree(int row, int column, decimal? exact)
    {
        var printed = cells[row][column];
        if (IsCount(column))
        {
            return (printed ?? 0) == (exact ?? 0) ? Agreement.Equal : Agreement.Differs;
        }

        var agreement = Agree(printed, exact, UnitOf(printed, column));
        return
            agreement != Agreement.Equal
            && printed is not null
            && exact is not null
            && Math.Abs(printed.Value - exact.Value) <= HalfOf(printed, column)
            ? Agreement.Equal
            : agreement;
    }

    /// <summary>
    /// Whether a printed figure is the exact one rounded, half up or down; a blank and a printed 0 both stand for what rounds to nothing.
    /// </summary>
    public static Agreement Agree(decimal? printed, decimal? exact, decimal unit)
    {
        if (printed is null || exact is null)
        {
            var only = printed ?? exact ?? 0;
            return Math.Abs(only) <= (printed is null ? unit / 2 : 0) ? Agreement.Equal : Agreement.Differs;
        }

        var distance = Math.Abs(printed.Value - exact.Value);
        return distance <= unit / 2 ? Agreement.Equal
            : distance <= unit * 3 / 2 ? Agreement.Near
            : Agreement.Differs;
    }

    public static decimal Round(decimal exact, decimal unit) => Math.Round(exact / unit, MidpointRounding.AwayFromZero) * unit;

    /// <summary>Letters and digits only, without case or accents: the key of a label that no alias resolves.</summary>
    public static string Fold(string label)
    {
        var folded = Folding.Fold(label);
        return folded.Length > 0 ? folded : label;
    }

    decimal ChildrenSum(string parentKey, int column) =>
        Ledger!.Rows.Where(row => row.ParentKey == parentKey).Sum(row => row.Values[ledgerColumns[column]] ?? 0);

    static string[] Resolve(PublishedTable published, Func<string, string, string?> resolve)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. published.Rows.Select(
                (row, index) =>
                {
                    var key = resolve(published.RowDimension, row.Label) ?? Fold(row.Label);
                    return seen.Add(key) ? key : string.Create(CultureInfo.InvariantCulture, $"{key}#{index}");
                }
            ),
        ];
    }

    /// <summary>A label that nobody knows, with exactly the figures of a row that is missing: the row was renamed, not lost.</summary>
    void AdoptUnknownLabels()
    {
        if (Ledger is null)
        {
            return;
        }

        for (var row = 0; row < RowCount; row++)
        {
            if (LedgerKnows(row))
            {
                continue;
            }

            var unknown = Keys[row];
            var candidates = Ledger.Rows.Where(candidate => !Keys.Contains(candidate.Key) && HasFiguresOf(candidate)).Take(2).ToList();
            Keys[row] = candidates.Count == 1 ? candidates[0].Key : unknown;

            bool HasFiguresOf(ComputedRow candidate)
            {
                var compared = Enumerable.Range(0, Columns.Length).Where(HasLedgerColumn).ToList();
                return compared.Any(column => cells[row][column] > 0)
                    && compared.All(column => Agree(row, column, ExactOf(candidate, column)) == Agreement.Equal);
            }
        }
    }

    static int LedgerColumn(string heading, ComputedTable? ledger)
    {
        for (var column = 0; column < (ledger?.Columns.Count ?? 0); column++)
        {
            if (
                ColumnHeading.Of(ledger!.Columns[column]) == ColumnHeading.Of(heading)
                && ledger.Rows.Any(row => row.Values[column] is not null)
            )
            {
                return column;
            }
        }

        return -1;
    }

    /// <summary>Decimals of a column of shares: those that at least a quarter of its figures show.</summary>
    int CommonDecimals(int column)
    {
        var shown = cells
            .Where(row => row[column] is not null)
            .Select(row => SignificantDecimals(row[column]!.Value))
            .OrderDescending()
            .ToList();
        return shown.Count == 0 ? 0 : shown[(shown.Count - 1) / 4];
    }

    /// <summary>
    /// Decimals that a total is printed with: a zero beyond those of the table is how some writers of JSON write whole numbers.
    /// </summary>
    int? DecimalsOf(decimal? total) =>
        total is { } value ? Math.Min(value.Scale, Math.Max(Published.Decimals, SignificantDecimals(value))) : null;

    static int SignificantDecimals(decimal value) => (value / 1.000000000000000000000000000m).Scale;

    static decimal Place(int decimals) => new(1, 0, 0, false, (byte)decimals);
}
