using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using Siim94.ITSM.Features.Demo;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Web;

/// <summary>
/// The demo years over HTTP: whatever is asked for, the pivot is what a plain addition of the listed facts gives; so is its CSV; and the
/// lines behind a figure add up to it.
/// </summary>
[Parallelizable] // beside one that waits
sealed class PivotApiTests
{
    TestApp app = null!;
    ProductProcess product = null!;
    HttpClient manager = null!;
    PivotOracle oracle = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // the reader of workbooks asks for 1252
        app = await TestApp.StartWithDemo();
        await LogWhatTheDemoLacks();
        product = await ProductProcess.Start(app.Database);
        manager = await product.SignIn("manager", DemoPeople.Password);
        oracle = await PivotOracle.Load(manager);
    }

    /// <summary>
    /// Tickets with a requester, worked on and visited for: visits of several agents, of several teams, for several tickets.
    /// </summary>
    async Task LogWhatTheDemoLacks()
    {
        var agents = await app.Query(db =>
            db.Query<string>("SELECT a.Code FROM Agents a JOIN AgentPostings p ON p.AgentId = a.Id ORDER BY p.TeamId, a.Id", null, default)
        );
        var helper = await app.Query(db =>
            db.FirstOrDefault<string>(
                """
                SELECT a.Code
                FROM Agents a
                JOIN AgentPostings p ON p.AgentId = a.Id
                JOIN Teams t ON t.Id = p.TeamId
                JOIN Departments d ON d.Id = t.DepartmentId
                WHERE d.Code = 'SUPPORT'
                ORDER BY a.Id
                """,
                null,
                default
            )
        );
        long? earlier = null;
        foreach (var number in Enumerable.Range(0, 24))
        {
            var day = new DateOnly(2016, 1, 15).AddMonths(number);
            var ticket = (
                await app.Send(
                    new OpenTicket
                    {
                        Title = "Imprimante",
                        Member = number % 2 == 0 ? "ARCUEIL" : "IVRY",
                        Requester = $"Demandeur {number % 5}",
                        OpenedAt = day.ToDateTime(new(9, 0), DateTimeKind.Utc),
                    }
                )
            ).Number;
            await app.Send(
                new LogTime
                {
                    Agent = helper,
                    Day = day,
                    Quantity = 10,
                    Unit = "min",
                    Activity = "SUPPORT-ASSISTANCE",
                    Application = "BL-SOCIAL",
                    Ticket = ticket,
                    Confirm = true,
                }
            );
            await app.Send(
                new LogIntervention
                {
                    Kind = "onsite",
                    Agents = [agents[number % 10], agents[^(number % 10 + 1)]],
                    Member = "ARCUEIL",
                    Tickets = earlier is { } other ? [ticket, other] : [ticket],
                    Day = day,
                    Quantity = 20,
                    Unit = "min",
                    Summary = "Postes",
                    Confirm = true,
                }
            );
            earlier = ticket;
        }
        await app.Send(
            new OpenTicket
            {
                Title = "=HYPERLINK(\"http://mal.example\";\"Facture\")",
                Member = "ARCUEIL",
                Requester = Hostile,
                OpenedAt = new DateTime(2017, 12, 30, 9, 0, 0, DateTimeKind.Utc),
            }
        );
        await app.RollUp();
    }

    const string Hostile = "@SUM(1+1)*cmd|' /C calc'!A0";

    [OneTimeTearDown]
    public async Task Stop()
    {
        manager.Dispose();
        await product.DisposeAsync();
        await app.DisposeAsync();
    }

    sealed record Question(
        string[] Measures,
        string[] Rows,
        string? Columns,
        Dictionary<string, string[]> Filters,
        int From,
        int To,
        bool Blanks,
        bool Shares,
        bool RowTotals,
        int Pick
    )
    {
        public string Extra { get; init; } = "";

        public string Query =>
            string.Join(
                '&',
                [
                    $"measures={string.Join(',', Measures)}",
                    $"rows={string.Join(',', Rows)}",
                    .. Columns is null ? (string[])[] : [$"columns={Columns}"],
                    .. Filters.SelectMany(filter => filter.Value.Select(code => $"filter={filter.Key}:{Uri.EscapeDataString(code)}")),
                    $"from={From}",
                    $"to={To}",
                    $"blanks={(Blanks ? "true" : "false")}",
                    $"shares={(Shares ? "true" : "false")}",
                    $"rowTotals={(RowTotals ? "true" : "false")}",
                ]
            ) + Extra;
    }

    static Gen<string> Any(IEnumerable<string> values) => Gen.Int[0, values.Count() - 1].Select(values.ElementAt);

    static readonly string[] Times = ["year", "quarter", "month", "week", "day"];

    Gen<Question> Questions =>
        from measure in Any(PivotOracle.Axes.Keys)
        from second in Any(PivotOracle.Axes.Where(m => m.Value == PivotOracle.Axes[measure]).Select(m => m.Key))
        from axes in Gen.Shuffle(PivotOracle.Axes[measure].Concat(Times).ToArray(), 4)
        from rowCount in Gen.Int[1, 3]
        from hasColumns in Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false)))
        from byYear in Gen.Bool
        from filterAxes in Gen.Shuffle(PivotOracle.Axes[measure], 2)
        from filterCount in Gen.Frequency((3, Gen.Const(0)), (2, Gen.Const(1)), (1, Gen.Const(2)))
        from codes in Gen.Int[0, 10_000].Array[3]
        from year in Gen.Int[2014, 2017]
        from years in Gen.Int[0, 2]
        from blanks in Gen.Bool
        from shares in Gen.Bool
        from rowTotals in Gen.Bool
        from pick in Gen.Int[0, 10_000]
        let columns = !hasColumns ? null
        : byYear || PivotOracle.OpenAxes.Contains(axes[3]) || (axes[3] is "week" or "day" && years > 0) ? "year"
        : axes[3]
        let rows = axes.Take(columns is "week" or "day" ? 1 : rowCount)
            .Where(axis => axis != columns)
            .DefaultIfEmpty(PivotOracle.Axes[measure].First(axis => axis != columns))
            .ToArray()
        select new Question(
            second == measure ? [measure] : [measure, second],
            rows,
            columns,
            FiltersOf(measure, filterAxes.Take(filterCount), codes),
            year,
            Math.Min(2017, year + years),
            blanks,
            shares,
            rowTotals && columns is not null && !PivotOracle.CountsTwice(measure, columns) && !PivotOracle.CountsTwice(second, columns),
            pick
        );

    Dictionary<string, string[]> FiltersOf(string measure, IEnumerable<string> axes, int[] picks) =>
        axes.Select(axis => (axis, keys: oracle.KeysOf(measure, axis).ToList()))
            .Where(filter => filter.keys.Count > 0)
            .ToDictionary(
                filter => filter.axis,
                filter => picks.Take(1 + picks[0] % 3).Select(pick => filter.keys[pick % filter.keys.Count]).Distinct().ToArray()
            );

    [Test]
    public async Task A_thousand_pivots_are_what_plain_addition_gives_and_so_are_their_exports_and_their_lines() =>
        await Questions.SampleAsync(
            async question =>
            {
                var report = await manager.GetFromJsonAsync<JsonElement>($"/api/v1/pivot?{question.Query}");
                var expected = oracle.Compute(
                    question.Measures,
                    question.Rows,
                    question.Columns,
                    question.Filters,
                    question.From,
                    question.To,
                    question.Blanks,
                    question.RowTotals
                );
                var columns = report.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("key").GetString()!).ToList();
                var cells = (
                    from row in report.GetProperty("rows").EnumerateArray()
                    from cell in row.GetProperty("cells").EnumerateArray().Zip(columns)
                    where
                        cell.First.GetProperty("value").ValueKind == JsonValueKind.Number
                        && !cell.Second.EndsWith(".share", StringComparison.Ordinal)
                    select (Key: (row.GetProperty("key").GetString()!, cell.Second), Value: cell.First.GetProperty("value").GetDecimal())
                ).ToDictionary(c => c.Key, c => c.Value);
                Assert.That(Differences(cells, expected.Cells), Is.Empty, question.Query);

                var totals = report
                    .GetProperty("totals")
                    .EnumerateArray()
                    .Zip(columns)
                    .Where(t => t.First.GetProperty("value").ValueKind == JsonValueKind.Number)
                    .ToDictionary(t => t.Second, t => t.First.GetProperty("value").GetDecimal());
                var isTotalled = !question.Rows.Any(axis => question.Measures.Any(measure => PivotOracle.CountsTwice(measure, axis)));
                if (isTotalled)
                    Assert.That(Differences(totals, expected.Totals), Is.Empty, question.Query);
                else
                    Assert.That((totals.Count, report.GetProperty("notes").GetArrayLength()), Is.EqualTo((0, 1)), question.Query);
                if (isTotalled && question.Shares)
                    CheckShares(report, columns, question);

                if (question.Pick % 2 == 0)
                    await CheckCsv(report, question);
                else
                    await CheckXlsx(report, question);
                if (question.Pick % 4 == 1 && cells.Count > 0)
                    await CheckLines(question, cells.ElementAt(question.Pick % cells.Count));
            },
            iter: 1000,
            threads: 1
        );

    static IEnumerable<(TKey, decimal)> Differences<TKey>(Dictionary<TKey, decimal> actual, Dictionary<TKey, decimal> expected)
        where TKey : notnull
    {
        var (one, other) = (actual.Select(cell => (cell.Key, cell.Value)), expected.Select(cell => (cell.Key, cell.Value)));
        return one.Except(other).Concat(other.Except(one)).Take(10);
    }

    static void CheckShares(JsonElement report, List<string> columns, Question question)
    {
        foreach (var share in columns.Where(key => key.EndsWith(".share", StringComparison.Ordinal)))
        {
            var sum = report
                .GetProperty("rows")
                .EnumerateArray()
                .Select(row => row.GetProperty("cells")[columns.IndexOf(share)].GetProperty("value"))
                .Where(v => v.ValueKind == JsonValueKind.Number)
                .Select(v => v.GetDecimal())
                .ToList();
            // Each share is told to six decimals.
            if (sum.Count > 0)
                Assert.That(sum.Sum(), Is.EqualTo(100m).Within(sum.Count * 0.0000005m), question.Query);
        }
    }

    async Task CheckCsv(JsonElement report, Question question)
    {
        foreach (
            var (dialect, culture, delimiter) in new[]
            {
                ("machine", CultureInfo.InvariantCulture, ","),
                ("excel", CultureInfo.GetCultureInfo("fr-FR"), ";"),
            }
        )
        {
            using var text = new StreamReader(await manager.GetStreamAsync($"/api/v1/pivot.csv?{question.Query}&dialect={dialect}"));
            using var csv = new CsvReader(text, new CsvConfiguration(culture) { Delimiter = delimiter, HasHeaderRecord = false });
            var records = new List<string[]>();
            while (await csv.ReadAsync())
                records.Add(csv.Parser.Record!);
            var axes = question.Rows.Length;
            Assert.That(
                records[0].Skip(axes),
                Is.EqualTo(report.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("label").GetString())),
                question.Query
            );
            foreach (var (row, record) in report.GetProperty("rows").EnumerateArray().Zip(records.Skip(1)))
            {
                // A text that looks like a formula stands behind an apostrophe.
                Assert.That(
                    record.Take(axes),
                    Is.EqualTo(
                        row.GetProperty("labels")
                            .EnumerateArray()
                            .Select(label =>
                                label.GetString() is ['=' or '+' or '-' or '@', ..] formula ? $"'{formula}" : label.GetString()
                            )
                    ),
                    question.Query
                );
                Assert.That(
                    record.Skip(axes).Select(value => value.Length == 0 ? (decimal?)null : decimal.Parse(value, culture)),
                    Is.EqualTo(
                        row.GetProperty("cells")
                            .EnumerateArray()
                            .Select(cell =>
                                cell.GetProperty("value").ValueKind == JsonValueKind.Null
                                    ? (decimal?)null
                                    : cell.GetProperty("value").GetDecimal()
                            )
                    ),
                    question.Query
                );
            }
        }
    }

    async Task CheckXlsx(JsonElement report, Question question)
    {
        var bytes = await manager.GetByteArrayAsync($"/api/v1/pivot.xlsx?{question.Query}");
        var sheets = ReadSheets(bytes);
        var (rows, axes) = (sheets[1].Rows, question.Rows.Length);
        Assert.That(
            rows[0].Skip(axes),
            Is.EqualTo(report.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("label").GetString())),
            question.Query
        );
        foreach (var (row, cells) in report.GetProperty("rows").EnumerateArray().Zip(rows.Skip(1)))
        {
            Assert.That(
                cells.Take(axes).Select(label => label ?? ""),
                Is.EqualTo(row.GetProperty("labels").EnumerateArray().Select(label => label.GetString())),
                question.Query
            );
            Assert.That(
                cells.Skip(axes).Select(value => value is null ? (decimal?)null : (decimal)(double)value),
                Is.EqualTo(
                    row.GetProperty("cells")
                        .EnumerateArray()
                        .Select(cell =>
                            cell.GetProperty("value").ValueKind == JsonValueKind.Null
                                ? (decimal?)null
                                : cell.GetProperty("value").GetDecimal()
                        )
                ),
                question.Query
            );
        }
    }

    /// <summary>Sheets as another library than the writer's reads them.</summary>
    static List<(string Tab, List<object?[]> Rows)> ReadSheets(byte[] bytes)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(bytes));
        var sheets = new List<(string, List<object?[]>)>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            sheets.Add((reader.Name, rows));
        } while (reader.NextResult());
        return sheets;
    }

    [Test]
    public async Task The_workbook_of_a_year_has_a_sheet_a_table_with_real_numbers_and_says_what_it_is()
    {
        var bytes = await manager.GetByteArrayAsync("/api/v1/bilans/2017.xlsx?from=2015");
        using (var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false))
            Assert.That(
                new OpenXmlValidator(FileFormatVersions.Office2019)
                    .Validate(document)
                    .Select(fault => $"{fault.Part?.Uri} {fault.Description}")
                    .Take(5),
                Is.Empty
            );
        var sheets = ReadSheets(bytes);
        var entries = (await manager.GetFromJsonAsync<JsonElement>("/api/v1/reports")).GetProperty("items").EnumerateArray().ToList();
        Assert.That(sheets, Has.Count.EqualTo(entries.Count + 1));
        Assert.That(sheets.Select(sheet => sheet.Tab.Length), Is.All.LessThanOrEqualTo(31));
        Assert.That(sheets[0].Rows.SelectMany(row => row).OfType<string>(), Does.Contain("Responsable de démonstration"));
        var domains = sheets.Single(sheet => sheet.Tab.Contains("si-domain")).Rows;
        Assert.That(domains.Single(row => row[0] is "Finances").Skip(1), Is.All.InstanceOf<double>());
        var book = ReadSheets(await manager.GetByteArrayAsync("/api/v1/reports/si-domain/lines.xlsx?row=FINANCES&column=2017"));
        var about = book[0].Rows.Where(row => row is [string, not null, ..]).Select(row => ($"{row[0]}", $"{row[1]}")).ToList();
        Assert.That(about, Does.Contain(("Période", "du 01/01/2017 au 31/12/2017")).And.Contain(("Périmètre", "tous les adhérents")));
        Assert.That(book[0].Rows.SelectMany(row => row).OfType<string>(), Has.Some.Contains(" : Finances"));
        var lines = book[1].Rows;
        Assert.That(lines[1][0], Is.InstanceOf<DateTime>());
        Assert.That(
            lines.Skip(1).Sum(row => (double)row[9]!),
            Is.EqualTo((double)domains.Single(row => row[0] is "Finances")[3]!).Within(0.001)
        );
    }

    async Task CheckLines(Question question, KeyValuePair<(string Row, string Column), decimal> cell)
    {
        var (row, column) = (Uri.EscapeDataString(cell.Key.Row), Uri.EscapeDataString(cell.Key.Column));
        var address = $"/api/v1/pivot/lines?{question.Query}&row={row}&column={column}&limit=500";
        decimal sum = 0;
        for (string? after = ""; after is not null; )
        {
            var page = await manager.GetFromJsonAsync<JsonElement>(
                address + (after.Length == 0 ? "" : $"&after={Uri.EscapeDataString(after)}")
            );
            Assert.That(page.GetProperty("sum").GetProperty("value").GetDecimal(), Is.EqualTo(cell.Value), address);
            sum += page.GetProperty("items").EnumerateArray().Sum(item => item.GetProperty("value").GetDecimal());
            after = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        // Minutes are shown in hours line by line: each is rounded to the sixth decimal.
        Assert.That(sum, Is.EqualTo(cell.Value).Within(0.01m), address);
    }

    [TestCase("rows=member", "measures")]
    [TestCase("measures=days", "rows")]
    [TestCase("measures=moons&rows=member", "measures")]
    [TestCase("measures=days&rows=moon", "rows")]
    [TestCase("measures=days&rows=member&columns=moon", "columns")]
    [TestCase("measures=days&rows=member&columns=member", "columns")]
    [TestCase("measures=days&rows=member,member", "rows")]
    [TestCase("measures=days&rows=member,team,agent,activity", "rows")]
    [TestCase("measures=days&rows=channel", "rows")]
    [TestCase("measures=tickets-opened&rows=member&columns=project", "columns")]
    [TestCase("measures=tickets-opened&rows=member&filter=project:X", "filters")]
    [TestCase("measures=days&rows=member&filter=member:NOWHERE", "filters")]
    [TestCase("measures=days&rows=member&filter=year:2017", "filters")]
    [TestCase("measures=days&rows=member&filter=moon:X", "filters")]
    [TestCase("measures=days&rows=member&decimals=7", "decimals")]
    [TestCase("measures=days&rows=member&order=random", "order")]
    [TestCase("measures=days&rows=member&chart=cake", "chart")]
    [TestCase("measures=days&rows=member&columns=department&changes=true", "changes")]
    [TestCase("measures=days&rows=member&from=2018&to=2017", "to")]
    [TestCase("measures=days&rows=member&from=17", "from")]
    [TestCase("measures=days&rows=member&columns=day&from=2016&to=2017", "columns")]
    [TestCase("measures=days&rows=member&columns=ticket", "columns")]
    [TestCase("measures=tickets-opened&rows=member&columns=requester", "columns")]
    [TestCase("measures=days&rows=member&filter=ticket:one", "filters")]
    [TestCase("measures=key-figures&rows=key-figure-group", "rows")]
    [TestCase("measures=key-figures,days&rows=key-figure", "measures")]
    public async Task A_pivot_that_makes_no_sense_is_refused_naming_the_field(string query, string field)
    {
        var answer = await manager.GetAsync($"/api/v1/pivot?{query}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(
            (await answer.Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("errors")
                .EnumerateObject()
                .Select(error => error.Name.Split('[')[0]),
            Does.Contain(field)
        );
    }

    [Test]
    public async Task A_csv_keeps_the_sign_of_numbers_and_speaks_the_language_of_its_dialect()
    {
        const string Query = "measures=days&rows=member&columns=year&from=2016&to=2017&changes=true";
        var report = await manager.GetFromJsonAsync<JsonElement>($"/api/v1/pivot?{Query}");
        Assert.That(
            report
                .GetProperty("rows")
                .EnumerateArray()
                .Select(row => row.GetProperty("cells")[2].GetProperty("value"))
                .Where(v => v.ValueKind == JsonValueKind.Number)
                .Select(v => v.GetDecimal()),
            Has.Some.Negative
        );
        await CheckCsv(report, new(["days"], ["member"], "year", [], 2016, 2017, false, false, false, 0) { Extra = "&changes=true" });
        var lines = await manager.GetStringAsync("/api/v1/pivot/lines.csv?measures=days&rows=member&from=2017&to=2017");
        Assert.That(
            lines.Split('\n')[0].Trim('\uFEFF', '\r'),
            Is.EqualTo("Quoi;N°;Jour;Valeur;Agent;Activité;Domaine;Application;Projet;Adhérent;Texte;Origine")
        );
        Assert.That(lines.Split('\n')[1], Does.StartWith("ligne de temps;"));
    }

    [Test]
    public async Task A_text_that_looks_like_a_formula_stays_text_in_every_file()
    {
        const string Query = "measures=tickets-opened&rows=requester&columns=year&from=2017&to=2017";
        var csv = await manager.GetStringAsync($"/api/v1/pivot.csv?{Query}");
        Assert.That(csv, Does.Contain("'@SUM(1+1)").And.Not.Contain("\n@"));
        Assert.That(
            await manager.GetStringAsync($"/api/v1/pivot/lines.csv?{Query}&row={Uri.EscapeDataString(Hostile)}"),
            Does.Contain("'=HYPERLINK").And.Not.Contain(";=").And.Not.Contain(";\"=")
        );
        using var book = SpreadsheetDocument.Open(
            new MemoryStream(await manager.GetByteArrayAsync($"/api/v1/pivot.xlsx?{Query}")),
            isEditable: false
        );
        Assert.That(
            book.WorkbookPart!.WorksheetParts.SelectMany(part =>
                part.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>()
            ),
            Is.Empty
        );
    }

    [Test]
    public async Task Key_figures_are_shown_as_entered_and_never_added_up()
    {
        var report = await manager.GetFromJsonAsync<JsonElement>(
            "/api/v1/pivot?measures=key-figures&rows=key-figure-group,key-figure&columns=year&from=2016&to=2017"
        );
        Assert.That(report.GetProperty("rows").GetArrayLength(), Is.GreaterThan(3));
        Assert.That(
            report.GetProperty("totals").EnumerateArray().Select(total => total.GetProperty("value").ValueKind),
            Is.All.EqualTo(JsonValueKind.Null)
        );
    }

    [Test]
    public async Task People_of_a_member_pivot_their_own_lines_and_never_by_agent()
    {
        using var contact = await product.SignIn("correspondant", "bilan-2017-demo");
        var rows = (await contact.GetFromJsonAsync<JsonElement>("/api/v1/pivot?measures=days&rows=member&columns=year&from=2014&to=2017"))
            .GetProperty("rows")
            .EnumerateArray()
            .Select(row => row.GetProperty("key").GetString());
        Assert.That(rows, Is.EqualTo(new[] { "ARCUEIL" }));
        Assert.That((await contact.GetAsync("/api/v1/pivot?measures=days&rows=agent")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("si-domain")]
    [TestCase("si-general")]
    [TestCase("onsite-member")]
    [TestCase("hotline-member")]
    [TestCase("support-assistance-application")]
    public async Task The_parts_of_a_difference_between_two_years_add_up_to_it_on_every_axis(string id)
    {
        var report = await manager.GetFromJsonAsync<JsonElement>($"/api/v1/reports/{id}?from=2016&to=2017");
        foreach (var row in report.GetProperty("rows").EnumerateArray())
        {
            var key = row.GetProperty("key").GetString()!;
            var change = await manager.GetFromJsonAsync<JsonElement>(
                $"/api/v1/reports/{id}/change?row={Uri.EscapeDataString(key)}&column=2017"
            );
            var figures = change.GetProperty("figures");
            Assert.That(
                (figures.GetProperty("before").GetDecimal(), figures.GetProperty("after").GetDecimal()),
                Is.EqualTo((Cell(0), Cell(1))),
                key
            );
            var sums = change
                .GetProperty("axes")
                .EnumerateArray()
                .Select(axis =>
                    axis.GetProperty("parts").EnumerateArray().Sum(part => part.GetProperty("figures").GetProperty("change").GetDecimal())
                )
                .ToList();
            Assert.That(sums, Is.All.EqualTo(Cell(1) - Cell(0)), key);
            if (id != "hotline-member" && Cell(0) != Cell(1))
                Assert.That(sums, Is.Not.Empty, key);

            decimal Cell(int column) =>
                row.GetProperty("cells")[column].GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : 0;
        }
    }

    [Test]
    public async Task A_line_names_every_figure_that_it_is_part_of_and_no_other()
    {
        foreach (
            var id in new[]
            {
                "si-domain",
                "infra-mco-member",
                "hotline-member",
                "visits-member-month",
                "support-training",
                "days-member-department",
            }
        )
        {
            var lines = (await manager.GetFromJsonAsync<JsonElement>($"/api/v1/reports/{id}/lines?from=2017&to=2017&limit=40"))
                .GetProperty("items")
                .EnumerateArray()
                .ToList();
            foreach (var line in lines.Where((_, index) => index % 13 == 0))
            {
                var address = $"/api/v1/lines/{line.GetProperty("kind").GetString()}/{line.GetProperty("id").GetInt64()}/figures";
                var figures = (await manager.GetFromJsonAsync<JsonElement>(address)).GetProperty("figures").EnumerateArray().ToList();
                Assert.That(
                    figures.Where(f => f.GetProperty("table").GetString() == id).Select(f => f.GetProperty("value").GetDecimal()),
                    Does.Contain(line.GetProperty("value").GetDecimal()),
                    address
                );
                foreach (var figure in figures)
                    Assert.That(await IsListed(figure, line), $"{address} {figure}");
            }
        }

        async Task<bool> IsListed(JsonElement figure, JsonElement line)
        {
            var (table, year) = (figure.GetProperty("table").GetString(), figure.GetProperty("year").GetInt32());
            var (row, column) = (Escaped("row"), Escaped("column"));
            var address = $"/api/v1/reports/{table}/lines?row={row}&column={column}&from={year}&to={year}&limit=500";
            for (string? after = ""; after is not null; )
            {
                var page = await manager.GetFromJsonAsync<JsonElement>(
                    address + (after.Length == 0 ? "" : $"&after={Uri.EscapeDataString(after)}")
                );
                if (
                    page.GetProperty("items")
                        .EnumerateArray()
                        .Any(item => item.GetProperty("id").GetInt64() == line.GetProperty("id").GetInt64())
                )
                    return true;
                after = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
            }
            return false;

            string Escaped(string property) => Uri.EscapeDataString(figure.GetProperty(property).GetString()!);
        }
    }

    [Test]
    public async Task People_of_a_member_trace_their_own_lines_only()
    {
        using var contact = await product.SignIn("correspondant", "bilan-2017-demo");
        var own = (await manager.GetFromJsonAsync<JsonElement>("/api/v1/reports/hotline-member/lines?row=ARCUEIL&column=2017"))
            .GetProperty("items")[0]
            .GetProperty("id")
            .GetInt64();
        var foreign = (await manager.GetFromJsonAsync<JsonElement>("/api/v1/reports/hotline-member/lines?row=IVRY&column=2017"))
            .GetProperty("items")[0]
            .GetProperty("id")
            .GetInt64();
        Assert.That((await contact.GetAsync($"/api/v1/lines/ticket/{own}/figures")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await contact.GetAsync($"/api/v1/lines/ticket/{foreign}/figures")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await contact.GetAsync("/api/v1/lines/moon/1/figures")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await contact.GetAsync("/api/v1/reports/hotline-member/change?row=IVRY&column=2017")).StatusCode,
            Is.EqualTo(HttpStatusCode.UnprocessableEntity)
        );
    }
}
