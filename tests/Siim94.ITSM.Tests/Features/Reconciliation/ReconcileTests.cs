using CsCheck;
using Siim94.ITSM.Features.Reconciliation;

namespace Siim94.ITSM.Tests.Features.Reconciliation;

[TestFixture]
public sealed class ReconcileTests
{
    static readonly string[] OfTheSyndicate =
    [
        "columns-exchanged si-project-domain 2016,2017",
        "rounding infra-mco-application 2017",
        "rounding infra-mco-domain 2017",
        "rounding infra-mco-member 2017",
        "rounding si-dematerialisation 2015",
        "rounding si-dematerialisation 2016",
        "rounding si-dematerialisation 2017",
        "rounding si-mco-domain 2017",
        "rounding si-project 2016",
        "rounding si-project-domain 2016",
        "row-missing si-domain 2016,2017",
        "total-covers-some-rows si-general 2015",
        "total-covers-some-rows si-general 2016",
        "total-covers-some-rows si-general 2017",
        "total-covers-some-rows si-mco 2015",
        "total-covers-some-rows si-mco 2016",
    ];

    [Test]
    [SetUICulture("fr-FR")]
    [SetCulture("fr-FR")]
    public void Finds_everything_the_report_gets_wrong_and_nothing_else()
    {
        var result = Syndicate.Reconciled(Syndicate.Published);

        Assert.That(Summaries(result), Is.EqualTo(OfTheSyndicate));
        Assert.That(result.Notes, Is.Empty);
        var exchanged = result.Findings.Single(finding => finding.Kind == FindingKind.ColumnsExchanged);
        Assert.That(exchanged.Message, Does.Contain("pour 9 lignes").And.Contain("Offices HLM"));
        var missing = result.Findings.Single(finding => finding.Kind == FindingKind.RowMissing);
        Assert.That(missing.Tables, Is.EqualTo((string[])["si-domain", "si-project-domain", "si-mco-domain"]));
        Assert.That(missing.Rows, Is.EqualTo((string[])["Communication & R.P."]));
        Assert.That(missing.Message, Does.Contain("Systeme d'information Global").And.Contain("atteints sans elle"));
        var general = result.Findings.Single(finding =>
            finding.Kind == FindingKind.TotalCoversSomeRows && finding.Tables[0] == "si-general" && finding.Columns[0] == "2015"
        );
        Assert.That((general.Printed, general.Computed), Is.EqualTo(((decimal?)1164, (decimal?)2570)));
        Assert.That(general.Rows, Is.EqualTo((string[])["Gestion Domaine", "Projet"]));
    }

    [Test]
    public void Says_that_a_table_is_unknown_instead_of_empty() =>
        Assert.That(
            Syndicate.Reconciled(Syndicate.Clean.With("support-training", table => table with { Id = "formations" })).Notes,
            Has.One.Contains("« formations »")
        );

    [Test]
    public void Finds_the_same_without_a_ledger()
    {
        var result = Syndicate.ReconciledAlone(Syndicate.Published);

        Assert.That(Summaries(result), Is.EqualTo(OfTheSyndicate));
        Assert.That(result.Notes, Has.Count.EqualTo(1));
    }

    [Test]
    public void Raises_no_contradiction_on_a_clean_file()
    {
        Assert.That(Contradictions(Syndicate.Reconciled(Syndicate.Clean)), Is.Empty);
        Assert.That(Contradictions(Syndicate.ReconciledAlone(Syndicate.Clean)), Is.Empty);
    }

    [Test]
    public void Accepts_a_row_shown_beside_the_parent_that_contains_it()
    {
        var file = Syndicate.Clean.With("si-domain", table =>
        {
            var parent = table.RowOf("Systeme d'information Global");
            return table.WithCell(parent, 1, 165).WithCell(parent, 2, 219);
        });

        Assert.That(Contradictions(Syndicate.Reconciled(file)), Is.Empty);
    }

    [Test]
    public void Misses_no_row_that_the_note_says_is_counted_in_another()
    {
        const string Note = "Communication & R.P. : comptée dans « Système d'information Global ».";
        var withoutRow = Syndicate.Clean.With("si-domain", table => Syndicate.Published.Table("si-domain"));

        Assert.That(
            Contradictions(Syndicate.Reconciled(withoutRow)).Select(finding => finding.Kind),
            Is.EqualTo((string[])[FindingKind.RowMissing])
        );
        Assert.That(Contradictions(Syndicate.Reconciled(withoutRow.With("si-domain", table => table with { Note = Note }))), Is.Empty);
    }

    [Test]
    public void Sees_figures_printed_under_a_year_that_has_none()
    {
        var file = Syndicate.Clean.With("hotline-member", table =>
            table with
            {
                Columns = ["2016", "2017"],
                Rows = [.. table.Rows.Select(row => row with { Values = [row.Values[0], null] })],
                PublishedTotals = [table.PublishedTotals![0], null],
            }
        );

        var only = Contradictions(Syndicate.Reconciled(file)).Single();
        Assert.That((only.Kind, only.Tables[0]), Is.EqualTo((FindingKind.ColumnsExchanged, "hotline-member")));
    }

    /// <summary>The share's own table agrees with the ledger, whatever the table beside it prints.</summary>
    [Test]
    public void Names_a_wrong_share_beside_a_part_that_exceeds_its_whole()
    {
        var file = Syndicate
            .Clean.With("si-mco-domain", table => table.WithCell(2, 3, table.Rows[2].Values[3] + 11))
            .With("si-project-domain", table =>
                table.WithCell(0, 1, table.Rows[0].Values[1] + 400).WithTotal(1, table.PublishedTotals![1] + 400)
            );

        Assert.That(
            Contradictions(Syndicate.Reconciled(file)).Select(finding => (finding.Kind, finding.Tables[0])),
            Has.Member((FindingKind.CellDiffers, "si-mco-domain"))
        );
    }

    /// <summary>Tickets and people are counted, not measured: one too many is wrong, not rounded.</summary>
    [TestCase("hotline-member", 0, FindingKind.CellDiffers)]
    [TestCase("support-training", 6, FindingKind.CellDiffers)]
    [TestCase("infra-mco-domain", 0, FindingKind.Rounding)]
    public void Takes_one_too_many_for_rounding_only_where_figures_are_rounded(string id, int column, string kind)
    {
        var changed = Syndicate.Clean.With(id, table => table.WithCell(0, column, table.Rows[0].Values[column] + 1));

        Assert.That(
            Syndicate
                .Reconciled(changed)
                .Findings.Where(finding => finding.Tables[0] == id && finding.Rows.Count == 1)
                .Select(finding => finding.Kind),
            Is.EqualTo((string[])[kind])
        );
    }

    [TestCase(null)]
    [TestCase(490)]
    public void Adds_counts_up_to_the_unit(int? total)
    {
        var changed = Syndicate.Clean.With("hotline-member", table => table.WithTotal(0, total ?? table.PublishedTotals![0]));

        Assert.That(
            Contradictions(Syndicate.ReconciledAlone(changed)).Select(finding => finding.Kind),
            Is.EqualTo(total is null ? (string[])[] : [FindingKind.TotalDiffers])
        );
    }

    [Test]
    public void Takes_a_renamed_row_for_the_row_whose_figures_it_has()
    {
        var file = Syndicate.Clean.With("infra-mco-domain", table =>
            table with
            {
                Rows = [.. table.Rows.Select(row => row.Label == "Réseaux" ? row with { Label = "Télécommunications" } : row)],
            }
        );

        Assert.That(Contradictions(Syndicate.Reconciled(file)), Is.Empty);
    }

    [Test]
    public void Judges_a_foreign_file_by_itself()
    {
        var ofOthers = Syndicate.Ledger.Select(table =>
            table with
            {
                Rows = [.. table.Rows.Select(row => row with { Values = [.. row.Values.Select(value => (value * 3) + 7)] })],
            }
        );

        var result = Reconcile.Run(Syndicate.Clean, [.. ofOthers], Syndicate.Relations, Syndicate.Resolve);

        Assert.That(Contradictions(result), Is.Empty);
        Assert.That(result.Notes, Has.Count.EqualTo(1));
    }

    /// <summary>Some writers of JSON print 956.0 as 956: the findings are the same.</summary>
    [Test]
    public void Does_not_mind_how_whole_numbers_are_written()
    {
        Assert.That(Summaries(Syndicate.Reconciled(Shortened(Syndicate.Published))), Is.EqualTo(OfTheSyndicate));
        Assert.That(Contradictions(Syndicate.Reconciled(Shortened(Syndicate.Clean))), Is.Empty);

        static PublishedFile Shortened(PublishedFile file) =>
            file with
            {
                Tables =
                [
                    .. file.Tables.Select(table =>
                        table with
                        {
                            Rows = [.. table.Rows.Select(row => row with { Values = [.. row.Values.Select(Short)] })],
                            PublishedTotals = table.PublishedTotals?.Select(Short).ToList(),
                        }
                    ),
                ],
            };

        static decimal? Short(decimal? value) =>
            value is { } number && number == Math.Floor(number) ? Math.Floor(number) / 1.000m : value / 1.0000000000000000m;
    }

    /// <summary>Others print 1671 as 1671.0, and head their columns as the API names them.</summary>
    [Test]
    public void Does_not_mind_zeros_beyond_the_decimals_of_a_table_nor_how_measures_are_called()
    {
        var lengthened = Syndicate.Clean with
        {
            Tables =
            [
                .. Syndicate.Clean.Tables.Select(table =>
                    table with
                    {
                        Columns =
                        [
                            .. table.Columns.Select(heading =>
                                heading.Replace(" %", ".share").Replace(" agents", ".people").Replace(" days", " jours")
                            ),
                        ],
                        Rows = [.. table.Rows.Select(row => row with { Values = [.. row.Values.Select(value => value * 1.0m)] })],
                        PublishedTotals = table.PublishedTotals?.Select(value => table.Decimals == 0 ? value * 1.0m : value).ToList(),
                    }
                ),
            ],
        };

        Assert.That(Contradictions(Syndicate.Reconciled(lengthened)), Is.Empty);
        Assert.That(Syndicate.Reconciled(lengthened).Notes, Is.Empty);
        Assert.That(
            Contradictions(Syndicate.Reconciled(lengthened.With("support-training", table => table.WithCell(0, 6, 9_000))))
                .Single()
                .Columns,
            Is.EqualTo((string[])["2017.people"])
        );
    }

    /// <summary>Any two errors planted in different tables are both named.</summary>
    [Test]
    public void Names_both_of_two_planted_errors()
    {
        var pool = PlantedError
            .Cells(Syndicate.Clean)
            .Where((_, index) => index % 40 == 0)
            .Concat(PlantedError.Runs(Syndicate.Clean).Where((_, index) => index % 25 == 0))
            .Concat(PlantedError.Exchanges(Syndicate.Clean).Where((_, index) => index % 3 == 0))
            .Concat(PlantedError.Rows(Syndicate.Clean).Where(error => error.Table != "si-domain").Where((_, index) => index % 12 == 0))
            .ToList();
        var unnamed =
            from left in pool
            from right in pool
            where string.CompareOrdinal(left.Table, right.Table) < 0
            let findings = Syndicate.Reconciled(left.File.With(right.Table, _ => right.File.Table(right.Table))).Findings
            let contradictions = findings.Where(finding => finding.Kind != FindingKind.Rounding).ToList()
            where !findings.Any(left.IsNamedBy) || !findings.Any(right.IsNamedBy) || contradictions.Count != 2
            let named = contradictions.Select(finding => $"{finding.Kind} {finding.Tables[0]}")
            select $"{left.Name} + {right.Name}: {string.Join("; ", named)}";

        Assert.That(unnamed, Is.Empty);
    }

    /// <summary>A file as large as the reader accepts, every share wrong, is judged in seconds.</summary>
    [Test]
    [MaxTime(30_000)]
    public void Judges_a_hostile_file_in_seconds()
    {
        var columns = Enumerable.Range(2000, 30).SelectMany(year => (string[])[$"{year}", $"{year} %"]).ToList();
        var rows = Enumerable
            .Range(0, 2_000)
            .Select(row => new PublishedRow($"row {row}", [.. columns.Select((_, column) => (decimal?)((row * 7) + column))]));
        var table = new PublishedTable(
            "hostile",
            "",
            "",
            "",
            "domain",
            columns,
            "days",
            0,
            [.. rows],
            [.. columns.Select(_ => (decimal?)1)]
        );

        Assert.That(Syndicate.Reconciled(new PublishedFile("", [table])).Findings, Is.Not.Empty);
    }

    static IEnumerable<TestCaseData> Planted()
    {
        foreach (
            var (origin, file) in (IEnumerable<(string, PublishedFile)>)[("published", Syndicate.Published), ("clean", Syndicate.Clean)]
        )
        {
            yield return Case("cells", PlantedError.Cells(file));
            yield return Case("runs", PlantedError.Runs(file));
            yield return Case("omissions", PlantedError.Omissions(file));
            yield return Case(
                "tables",
                PlantedError.TableExchanges(file).Where(error => origin == "clean" || !error.Name.Contains("si-project-domain"))
            );
            yield return Case("rows", PlantedError.Rows(file).Where(error => error.Row is null || error.Table != "si-domain"));
            yield return Case(
                "exchanges",
                PlantedError.Exchanges(file).Where(error => origin == "clean" || error.Table != "si-project-domain")
            );

            TestCaseData Case(string kind, IEnumerable<PlantedError> errors) => new TestCaseData(errors).SetArgDisplayNames(origin, kind);
        }

        yield return new TestCaseData(PlantedError.Parts(Syndicate.Clean)).SetArgDisplayNames("clean", "parts");
    }

    [TestCaseSource(nameof(Planted))]
    public void Names_every_planted_error(IEnumerable<PlantedError> errors) =>
        Assert.That(
            errors.Where(error => !Syndicate.Reconciled(error.File).Findings.Any(error.IsNamedBy)).Select(error => error.Name),
            Is.Empty
        );

    [Test]
    public void Says_nothing_else_when_one_cell_one_run_or_one_part_of_a_clean_file_is_wrong() =>
        Assert.That(
            PlantedError
                .Cells(Syndicate.Clean)
                .Concat(PlantedError.Runs(Syndicate.Clean))
                .Concat(PlantedError.Parts(Syndicate.Clean))
                .Concat(PlantedError.TableExchanges(Syndicate.Clean))
                .Where(error => Contradictions(Syndicate.Reconciled(error.File)).Count != 1)
                .Select(error => error.Name),
            Is.Empty
        );

    [Test]
    public void Names_a_changed_total_or_the_rows_that_happen_to_make_it() =>
        Assert.That(
            PlantedError
                .Totals(Syndicate.Clean)
                .Where(error =>
                    Contradictions(Syndicate.Reconciled(error.File))
                        is not [{ Kind: FindingKind.TotalDiffers or FindingKind.TotalCoversSomeRows } only]
                    || only.Tables[0] != error.Table
                    || only.Columns[0] != error.Column
                )
                .Select(error => error.Name),
            Is.Empty
        );

    [Test]
    public void Sets_a_subtable_that_holds_together_against_its_whole() =>
        Assert.That(
            PlantedError
                .Wholes(Syndicate.Clean)
                .Where(error =>
                    !Syndicate
                        .Reconciled(error.File)
                        .Findings.Any(finding =>
                            finding.Kind is FindingKind.PartsDisagreeWithWhole or FindingKind.PartsExceedWhole
                            && finding.Tables.Contains(error.Table)
                            && finding.Columns.Contains(error.Column)
                        )
                )
                .Select(error => error.Name),
            Is.Empty
        );

    /// <summary>Errors planted together in different tables are each named, with and without the syndicate's own.</summary>
    [Test]
    public void Names_each_of_several_planted_errors()
    {
        foreach (var origin in (PublishedFile[])[Syndicate.Published, Syndicate.Clean])
        {
            var file = origin
                .With("infra-mco-domain", table => table.WithCell(2, 0, 250))
                .With("infra-general", table => table.WithTotal(0, 2908))
                .With("support-assistance-application", table => table.Exchanged(0, 1))
                .With("hotline-member", table => table.WithoutRow(3))
                .With("support-training", table => table.Exchanged(5, 7))
                .With("support-activity", table => table.WithTotal(0, 1400m));

            var added = Summaries(Syndicate.Reconciled(file)).Except(Summaries(Syndicate.Reconciled(origin)));

            Assert.That(
                added.Where(one => !one.StartsWith("rounding", StringComparison.Ordinal)),
                Is.EquivalentTo(
                    (string[])
                        [
                            "cell-differs infra-mco-domain 2017",
                            "total-covers-some-rows infra-general 2017",
                            "columns-exchanged support-assistance-application 2016,2017",
                            "row-missing hotline-member 2017",
                            "columns-exchanged support-training 2016 days,2017 days",
                            "total-differs support-activity 2017",
                        ]
                )
            );
        }
    }

    static readonly Gen<decimal[][][]> Lines = Gen.Decimal[0m, 400m].Select(value => Math.Round(value, 3)).Array[3].Array[2].Array[3, 8];

    /// <summary>
    /// A table by domain, one by activity and one by domain for each activity, all printed from the same random lines, never contradict
    /// each other.
    /// </summary>
    [Test]
    public void Raises_no_contradiction_on_tables_printed_from_the_same_lines() =>
        Gen.Select(Lines, Gen.Int[0, 2])
            .Sample(
                (lines, decimals) =>
                {
                    var (file, ledger, relations) = Cube(lines, decimals);
                    return Contradictions(Reconcile.Run(file, ledger, relations, Unresolved)).Count == 0
                        && Contradictions(Reconcile.Run(file, [], relations, Unresolved)).Count == 0;
                },
                iter: 300
            );

    /// <summary>In such tables one changed cell, or one changed total, is named alone.</summary>
    [Test]
    public void Names_one_changed_figure_of_tables_printed_from_the_same_lines() =>
        Gen.Select(Lines, Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[20, 90], Gen.Bool)
            .Sample(
                (lines, decimals, tableIndex, column, change, isTotal) =>
                {
                    var (file, ledger, relations) = Cube(lines, decimals);
                    var table = file.Tables[tableIndex];
                    var changed = file.With(table.Id, one =>
                        isTotal
                            ? one.WithTotal(column, one.PublishedTotals![column] + change)
                            : one.WithCell(0, column, one.Rows[0].Values[column] + change)
                    );

                    return Contradictions(Reconcile.Run(changed, ledger, relations, Unresolved)) is [var only]
                        && only.Kind == (isTotal ? FindingKind.TotalDiffers : FindingKind.CellDiffers)
                        && only.Tables[0] == table.Id
                        && only.Columns[0] == table.Columns[column];
                },
                iter: 300
            );

    /// <summary>Amounts by domain × activity × year as four tables, exact and printed.</summary>
    static (PublishedFile File, List<ComputedTable> Ledger, IReadOnlyList<TableRelation> Relations) Cube(decimal[][][] lines, int decimals)
    {
        var years = (string[])["2015", "2016", "2017"];
        var domains = Enumerable.Range(0, lines.Length).ToList();
        var ledger = new List<ComputedTable>
        {
            Table("whole", domains, (domain, year) => lines[domain][0][year] + lines[domain][1][year]),
            Table("part0", domains, (domain, year) => lines[domain][0][year]),
            Table("part1", domains, (domain, year) => lines[domain][1][year]),
            Table("general", [0, 1], (activity, year) => lines.Sum(domain => domain[activity][year])),
        };
        var relations = TableRelations.Derive([
            new TableScope("whole", "days", "domain", new Dictionary<string, string>(), [], true),
            new TableScope("part0", "days", "domain", new Dictionary<string, string> { ["activity"] = "row0" }, [], true),
            new TableScope("part1", "days", "domain", new Dictionary<string, string> { ["activity"] = "row1" }, [], true),
            new TableScope("general", "days", "activity", new Dictionary<string, string>(), [], true),
        ]);
        return (new PublishedFile("", [.. ledger.Select(Print)]), ledger, relations);

        ComputedTable Table(string id, IReadOnlyList<int> rows, Func<int, int, decimal> amount) =>
            new(
                id,
                years,
                [
                    .. rows.Select(row => new ComputedRow(
                        $"row{row}",
                        $"row{row}",
                        null,
                        [.. years.Select((_, year) => (decimal?)amount(row, year))]
                    )),
                ],
                [.. years.Select((_, year) => (decimal?)rows.Sum(row => amount(row, year)))]
            );

        PublishedTable Print(ComputedTable table) =>
            new(
                table.Id,
                "",
                table.Id,
                "",
                table.Id == "general" ? "activity" : "domain",
                years,
                "days",
                decimals,
                [.. table.Rows.Select(row => new PublishedRow(row.Label, [.. row.Values.Select(Rounded)]))],
                [.. table.Totals!.Select(Rounded)]
            );

        decimal? Rounded(decimal? value) => Math.Round(value!.Value, decimals, MidpointRounding.AwayFromZero);
    }

    static string? Unresolved(string axis, string label) => null;

    static List<Finding> Contradictions(ReconciliationResult result) =>
        [.. result.Findings.Where(finding => finding.Kind != FindingKind.Rounding)];

    static List<string> Summaries(ReconciliationResult result) =>
        [
            .. result
                .Findings.Select(finding => $"{finding.Kind} {finding.Tables[0]} {string.Join(",", finding.Columns)}")
                .Order(StringComparer.Ordinal),
        ];
}
