using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.Tables;

/// <summary>The demo years, built once: what the sixteen tables print, and what reconciliation says of the printed ones.</summary>
sealed class PublishedTablesTests
{
    static readonly PublishedFile Printed = PublishedFile.Parse(SeedFiles.Read("published-tables.json"));
    static readonly IEnumerable<string> Ids = Printed.Tables.Select(table => table.Id);

    TestApp app = null!;

    [OneTimeSetUp]
    public async Task Build() => app = await TestApp.StartWithDemo();

    [OneTimeTearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task Finds_in_the_printed_report_what_is_wrong_with_it_and_nothing_else()
    {
        var result = await app.Send(new ReconcilePublished { File = Printed });
        string[] expected =
        [
            "total-covers-some-rows si-general 2015",
            "total-covers-some-rows si-general 2016",
            "total-covers-some-rows si-general 2017",
            "total-covers-some-rows si-mco 2015",
            "total-covers-some-rows si-mco 2016",
            "columns-exchanged si-project-domain 2016,2017",
            "row-missing si-domain 2016,2017",
            "rounding infra-mco-domain 2017",
            "rounding infra-mco-application 2017",
            "rounding infra-mco-member 2017",
            "rounding si-project 2016",
            "rounding si-dematerialisation 2015",
            "rounding si-dematerialisation 2016",
            "rounding si-dematerialisation 2017",
            "rounding si-project-domain 2016",
            "rounding si-mco-domain 2017",
        ];
        Assert.That(result.Findings.Select(f => $"{f.Kind} {f.Tables[0]} {string.Join(',', f.Columns)}"), Is.EquivalentTo(expected));
        Assert.That(result.Notes, Is.Empty);
    }

    [Test]
    public async Task Finds_nothing_in_tables_printed_from_the_ledger_with_their_notes()
    {
        var tables = await Task.WhenAll(Printed.Tables.Select(Reprint));
        Assert.That(await Contradictions(tables), Is.Empty);

        // Without the note that says where its days are, a domain is missing from the table of upper domains, as on paper.
        Assert.That(
            tables.Single(table => table.Id == "si-domain").Note,
            Does.Contain("Communication et relations publiques (dans Système d'information global)")
        );
        Assert.That(
            await Contradictions([.. tables.Select(table => table with { Note = "" })]),
            Is.EqualTo(new[] { "row-missing si-domain" })
        );
    }

    async Task<IEnumerable<string>> Contradictions(PublishedTable[] tables) =>
        (await app.Send(new ReconcilePublished { File = new("ledger", tables) }))
            .Findings.Where(f => f.Kind != FindingKind.Rounding)
            .Select(f => $"{f.Kind} {f.Tables[0]}");

    [TestCaseSource(nameof(Ids))]
    public async Task Prints_every_cell_as_published(string id)
    {
        var printed = Printed.Tables.Single(table => table.Id == id);
        // 9.6.1.1 is read with its columns put back.
        var columns = id == "si-project-domain" ? printed.Columns.Reverse().ToList() : printed.Columns;
        var report = await Reprint(printed);
        var wrong =
            from row in printed.Rows
            from column in columns.Index()
            let computed = report
                .Rows.FirstOrDefault(r => Folding.Fold(r.Label) == Folding.Fold(row.Label))
                ?.Values[printed.Columns.Index().First(c => c.Item == column.Item).Index]
            where computed != row.Values[column.Index]
            select $"{row.Label} {column.Item}: {row.Values[column.Index]} printed, {computed} computed";
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task Every_figure_is_what_its_lines_add_up_to()
    {
        // Coverage compares days, which have no lines: tests of its own hold it against them.
        foreach (var entry in (await app.Send(new ListReports())).Items.Where(entry => entry.Id != "coverage-team"))
        {
            var report = await app.Send(
                new GetReport
                {
                    Id = entry.Id,
                    From = 2017,
                    To = 2017,
                }
            );
            foreach (var row in report.Rows)
            foreach (
                var (column, cell) in report
                    .Columns.Zip(row.Cells)
                    .Where(pair => pair.Second.Value is not null && !pair.First.Key.EndsWith(".share", StringComparison.Ordinal))
            )
            {
                var lines = await app.Send(
                    new GetReportLines
                    {
                        Id = entry.Id,
                        Row = row.Key,
                        Column = column.Key,
                        From = 2017,
                        To = 2017,
                        Limit = 1,
                    }
                );
                Assert.That(lines.Sum.Value, Is.EqualTo(cell.Value), $"{entry.Id} {row.Key} {column.Key}");
            }
        }
    }

    [Test]
    public async Task The_350_days_of_hotline_of_2017_spread_exactly_over_its_489_tickets()
    {
        var proposed = (await app.Send(new ListAllocations { Period = "2017" })).Items.Single();
        var details = await app.Send(new GetAllocation(proposed.Id));
        Assert.That(
            (
                details.Days,
                details.Shares.Sum(share => share.Days),
                details.Shares.Sum(share => share.Parts[0].Weight),
                details.Shares[0].Parts[0].TotalWeight
            ),
            Is.EqualTo((350m, 350m, 489L, 489L))
        );
        foreach (var share in details.Shares)
            Assert.That(Math.Abs(share.Days - (350m * share.Parts[0].Weight / 489)), Is.LessThan(0.000001m), share.Member);

        await app.Send(new AcceptAllocation { Id = proposed.Id });
        var report = await app.Send(
            new GetReport
            {
                Id = "days-member-allocated",
                From = 2017,
                To = 2017,
            }
        );
        Assert.That(report.Totals[1].Value, Is.Zero);
        Assert.That(report.Totals[2].Value, Is.EqualTo(report.Totals[0].Value));
        Assert.That(report.Rows.Single(row => row.Key.Length == 0).Cells[1].Value, Is.EqualTo(-350m));
        Assert.That(report.Notes, Has.Some.Contains("Permanence hotline – Tickets ouverts"));
        foreach (
            var (row, column) in report.Rows.SelectMany(row =>
                report.Columns.Index().Where(column => row.Cells[column.Index].Value is not null).Select(column => (row, column))
            )
        )
        {
            var lines = await app.Send(
                new GetReportLines
                {
                    Id = report.Id,
                    Row = row.Key,
                    Column = column.Item.Key,
                    From = 2017,
                    To = 2017,
                    Limit = 1,
                }
            );
            Assert.That(lines.Sum.Value, Is.EqualTo(row.Cells[column.Index].Value), $"{row.Key} {column.Item.Key}");
        }
        await app.Send(new RejectAllocation { Id = proposed.Id, Reason = "Fin du test" });
    }

    [Test]
    public async Task Pages_of_lines_add_up_to_their_sum()
    {
        var request = new GetReportLines
        {
            Id = "si-general",
            Row = "SI-MCO",
            Column = "2017",
            Limit = 200,
        };
        var (sum, count, page) = (0m, 0, await app.Send(request));
        for (; ; page = await app.Send(request with { After = page.Next }))
        {
            sum += page.Items.Sum(item => item.Value);
            count += page.Items.Count;
            if (page.Next is null)
                break;
        }
        Assert.That((sum, count > 1000), Is.EqualTo((page.Sum.Value, true)));
    }

    [Test]
    public async Task The_nightly_verification_finds_no_drift_and_repairs_what_is_made_to_differ()
    {
        Assert.That(await app.Send(new VerifyRollupMonth(new(2017, 3))), Is.Empty);
        await app.Query(db => db.Execute("UPDATE ReportWorkByMonth SET MicroDays = MicroDays + 1 WHERE YearMonth = 201703", null, default));
        Assert.That(await app.Send(new VerifyRollupMonth(new(2017, 3))), Is.EqualTo(new[] { "work 2017-03" }));
        Assert.That(await app.Send(new VerifyRollupMonth(new(2017, 3))), Is.Empty);
    }

    /// <summary>A table as our own report prints it, under the labels and headings of the printed one.</summary>
    async Task<PublishedTable> Reprint(PublishedTable printed)
    {
        var years = printed.Columns.Select(column => int.Parse(column[..4])).ToList();
        var report = await app.Send(
            new GetReport
            {
                Id = printed.Id,
                From = years.Min(),
                To = years.Max(),
            }
        );
        var places = printed
            .Columns.Select(column =>
                report
                    .Columns.Index()
                    .Single(c => c.Item.Key == column.Replace(" %", ".share").Replace(" agents", ".people").Replace(" days", ".days"))
                    .Index
            )
            .ToList();
        var all = await app.Query(db => new Siim94.ITSM.Features.Referentials.ReferentialCache().Read(db, default));
        var keys = new RowKeys(all);
        return printed with
        {
            Rows =
            [
                .. report.Rows.Select(row => new PublishedRow(LabelOf(row), [.. places.Select(place => Parse(row.Cells[place].Text))])),
            ],
            PublishedTotals = printed.PublishedTotals is null ? null : [.. places.Select(place => Parse(report.Totals[place].Text))],
            Note = string.Join(' ', report.Notes),
        };

        string LabelOf(ReportLine row) =>
            printed.Rows.FirstOrDefault(p => keys.Find(printed.RowDimension, p.Label) == Folding.Fold(row.Label))?.Label ?? row.Label;
    }

    static decimal? Parse(string text) =>
        text.Length == 0
            ? null
            : decimal.Parse(text.Replace("\u202f", "").Replace(',', '.'), System.Globalization.CultureInfo.InvariantCulture);
}
