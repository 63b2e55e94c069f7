using System.Text.Json;
using Siim94.ITSM.Features.Reconciliation;

namespace Siim94.ITSM.Tests.Features.Reconciliation;

/// <summary>The syndicate's published file, a ledger that prints as it, and ways to alter it.</summary>
static class Syndicate
{
    public const string Communication = "communicationetrelationspubliques";
    public const string GlobalSystem = "systemedinformationglobal";

    static readonly byte[] Json = SeedFiles.Read("published-tables.json");
    static readonly Dictionary<(string Axis, string Label), string> Aliases = ReadAliases();

    public static PublishedFile Published { get; } = PublishedFile.Parse(Json);

    /// <summary>
    /// The syndicate's file without its errors: totals added up, columns put back, the missing row's days shown beside their parent.
    /// </summary>
    public static PublishedFile Clean { get; } = MakeClean();

    public static IReadOnlyList<TableRelation> Relations { get; } = TableRelations.Derive(Scopes());

    public static IReadOnlyList<ComputedTable> Ledger { get; } = [.. Read(Published).Tables.Select(Exact)];

    public static string? Resolve(string axis, string label) =>
        Aliases.TryGetValue((axis, PrintedTable.Fold(label)), out var key) ? key : null;

    public static ReconciliationResult Reconciled(PublishedFile file) => Reconcile.Run(file, Ledger, Relations, Resolve);

    public static ReconciliationResult ReconciledAlone(PublishedFile file) => Reconcile.Run(file, [], Relations, Resolve);

    public static PublishedFile With(this PublishedFile file, string id, Func<PublishedTable, PublishedTable> change) =>
        file with
        {
            Tables = [.. file.Tables.Select(table => table.Id == id ? change(table) : table)],
        };

    public static PublishedTable WithCell(this PublishedTable table, int row, int column, decimal? value) =>
        table with
        {
            Rows = [.. table.Rows.Select((one, index) => index == row ? one with { Values = Replaced(one.Values, column, value) } : one)],
        };

    public static PublishedTable WithTotal(this PublishedTable table, int column, decimal? value) =>
        table with
        {
            PublishedTotals = Replaced(table.PublishedTotals!, column, value),
        };

    public static PublishedTable WithoutRow(this PublishedTable table, int row) =>
        table with
        {
            Rows = [.. table.Rows.Where((_, index) => index != row)],
        };

    public static PublishedTable Exchanged(this PublishedTable table, int left, int right, bool withTotals = true) =>
        table with
        {
            Rows = [.. table.Rows.Select(row => row with { Values = Swapped(row.Values, left, right) })],
            PublishedTotals = withTotals && table.PublishedTotals is { } totals ? Swapped(totals, left, right) : table.PublishedTotals,
        };

    public static PublishedTable Table(this PublishedFile file, string id) => file.Tables.Single(table => table.Id == id);

    public static int RowOf(this PublishedTable table, string label) => table.Rows.Select(row => row.Label).ToList().IndexOf(label);

    public static decimal Sum(this PublishedTable table, int column) => table.Rows.Sum(row => row.Values[column] ?? 0);

    static List<decimal?> Replaced(IReadOnlyList<decimal?> values, int at, decimal? value) =>
        [.. values.Select((one, index) => index == at ? value : one)];

    static List<decimal?> Swapped(IReadOnlyList<decimal?> values, int left, int right) =>
        [
            .. values.Select(
                (one, index) =>
                    index == left ? values[right]
                    : index == right ? values[left]
                    : one
            ),
        ];

    /// <summary>The published tables read as the lines were logged: the two columns put back.</summary>
    static PublishedFile Read(PublishedFile file) => file.With("si-project-domain", table => table.Exchanged(0, 1));

    static PublishedFile MakeClean()
    {
        var file = Read(Published);
        file = file.With("si-domain", table =>
            table with
            {
                Rows = [.. table.Rows, new PublishedRow("Communication & R.P.", [null, 5.8m, 5.4m])],
            }
        );
        file = file.With("si-domain", table =>
            table.WithCell(table.Rows.Count - 2, 1, 165 - 5.8m).WithCell(table.Rows.Count - 2, 2, 219 - 5.4m)
        );
        foreach (var id in (string[])["si-general", "si-mco"])
        {
            file = file.With(id, table =>
                table with
                {
                    PublishedTotals = [.. table.Columns.Select((_, column) => (decimal?)table.Sum(column))],
                }
            );
        }

        return file;
    }

    /// <summary>Exact amounts that print as the table: what rounding took from the total is spread over the rows.</summary>
    static ComputedTable Exact(PublishedTable table)
    {
        var columns = Enumerable.Range(0, table.Columns.Count).ToList();
        var shift = columns.Select(column => Shift(table, column)).ToList();
        var rows = table
            .Rows.Select(row => new ComputedRow(
                Resolve(table.RowDimension, row.Label) ?? PrintedTable.Fold(row.Label),
                row.Label,
                null,
                [.. columns.Select(column => row.Values[column] is > 0 and var value ? value + shift[column] : row.Values[column])]
            ))
            .ToList();
        if (table.Id == "si-domain")
        {
            rows.Add(new ComputedRow(Communication, "Communication & R.P.", GlobalSystem, [null, 5.8m, 5.4m]));
        }

        return new ComputedTable(
            table.Id,
            table.Columns,
            rows,
            table.PublishedTotals is null
                ? null
                :
                [
                    .. columns.Select(column =>
                        table.PublishedTotals[column] is null
                            ? null
                            : rows.Where(row => row.ParentKey is null).Sum(row => row.Values[column])
                    ),
                ]
        );
    }

    static decimal Shift(PublishedTable table, int column)
    {
        var count = table.Rows.Count(row => row.Values[column] > 0);
        var gap = (table.PublishedTotals?[column] ?? table.Sum(column)) - table.Sum(column);
        return count > 0 && Math.Abs(gap) < 3 ? Math.Round(gap / count, 6) : 0;
    }

    static Dictionary<(string, string), string> ReadAliases()
    {
        var aliases = new Dictionary<(string, string), string>();
        using var reference = JsonDocument.Parse(SeedFiles.Read("reference.json"));
        Add("members", "member", "code");
        Add("domains", "domain", "name");
        return aliases;

        void Add(string list, string axis, string keyName)
        {
            foreach (var item in reference.RootElement.GetProperty(list).EnumerateArray())
            {
                var key = PrintedTable.Fold(item.GetProperty(keyName).GetString()!);
                var spellings = item.GetProperty("aliases")
                    .EnumerateArray()
                    .Select(spelling => spelling.GetString()!)
                    .Append(item.GetProperty("name").GetString()!);
                foreach (var spelling in spellings)
                {
                    aliases.TryAdd((axis, PrintedTable.Fold(spelling)), key);
                }
            }
        }
    }

    static List<TableScope> Scopes()
    {
        const string Infra = "infogerance",
            Si = "si",
            Support = "support";
        return
        [
            Scope("infra-general", "activity", ["ASSIST-TECH"], true, ("department", Infra)),
            Scope(
                "infra-mco-domain",
                "technical-domain",
                [],
                true,
                ("department", Infra),
                ("activity", "mco"),
                ("sub-activity", "infrastructure")
            ),
            Scope("infra-mco-application", "domain", [], true, ("department", Infra), ("activity", "mco"), ("sub-activity", "applicative")),
            Scope("infra-mco-member", "member", [], true, ("department", Infra), ("activity", "mco"), ("sub-activity", "adherents")),
            Scope("si-general", "activity", [], true, ("department", Si)),
            Scope("si-mco", "sub-activity", [], true, ("department", Si), ("activity", "mco")),
            Scope("si-project", "sub-activity", [], true, ("department", Si), ("activity", "projet")),
            Scope("si-domain", "domain", [], true, ("department", Si)),
            Scope("si-dematerialisation", "project", [], false, ("department", Si), ("domain", "dematerialisation")),
            Scope("si-project-domain", "domain", [], true, ("department", Si), ("activity", "projet")),
            Scope("si-mco-domain", "domain", [], true, ("department", Si), ("activity", "mco")),
            Scope("support-activity", "activity", [], true, ("department", Support)),
            Scope("support-assistance-application", "application", [], false, ("department", Support), ("activity", "assistance")),
            Scope("support-training", "training category", [], true) with
            {
                Measure = "trained agents and days",
            },
            Scope("onsite-member", "member", [], true) with
            {
                Measure = "on-site days",
            },
            Scope("hotline-member", "member", [], true) with
            {
                Measure = "tickets",
            },
        ];

        static TableScope Scope(
            string id,
            string axis,
            string[] excludedTeams,
            bool isComplete,
            params (string Axis, string Code)[] filters
        ) => new(id, "days", axis, filters.ToDictionary(filter => filter.Axis, filter => filter.Code), excludedTeams, isComplete);
    }
}
