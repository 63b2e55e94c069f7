using System.Globalization;
using System.Text;
using CsCheck;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Imports;

/// <summary>
/// Any lines, good or bad, written as CSV or XLSX and imported, make the ledger that the same lines logged one by one make.
/// </summary>
[SetCulture("fr-FR")]
sealed class ImportPropertyTests
{
    sealed record Line(string Agent, DateOnly Day, decimal Quantity, string Unit, string Activity, string Domain, string Note);

    static readonly Gen<Line> Lines = Gen.Select(
            OneOf("AG-1", "AG-2", "ag 2", "Agent AG-1", "AG-3", "PERSONNE"),
            Gen.Int[0, 40],
            OneOf(0.1m, 0.25m, 0.5m, 1m, 0m, 3.5m),
            OneOf("d", "h", "min"),
            OneOf("SI-DOMAINE", "si domaine", "SI-PROJET", "RIEN"),
            OneOf("FINANCES", "Finances", "", "RESEAUX"),
            OneOf("", "simple", "a;b \"c\"", "=1+1", "deux\nlignes", "_x0041_ _x005F_", "é€ –", " bords ")
        )
        .Select(
            (agent, day, quantity, unit, activity, domain, note) =>
                new Line(agent, new DateOnly(2016, 4, 1).AddDays(day), quantity, unit, activity, domain, note)
        );

    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    [Test]
    public void Imported_lines_are_the_lines_logged_by_hand() =>
        Gen.Select(Lines.List[0, 40], Gen.Bool)
            .Sample((lines, isWorkbook) => Compare(lines, isWorkbook).GetAwaiter().GetResult(), iter: 12, threads: 1);

    static async Task Compare(List<Line> lines, bool isWorkbook)
    {
        var byHand = await Ledger(async app =>
        {
            foreach (var (index, line) in lines.Index())
                try
                {
                    await app.Send(
                        new LogTime
                        {
                            Agent = line.Agent,
                            Day = line.Day,
                            Quantity = line.Quantity,
                            Unit = line.Unit,
                            Activity = line.Activity,
                            Domain = line.Domain.Length == 0 ? null : line.Domain,
                            Note = line.Note,
                        }
                    );
                }
                catch (Refusal)
                {
                    // refused by hand, refused in a file
                }
        });
        var imported = await Ledger(async app =>
        {
            var id = (await app.Upload(isWorkbook ? await Workbook(lines) : Csv(lines))).Id;
            if (lines.Count == 0)
                return;
            var preview = await app.Send(new PreviewImport { Id = id, Sheet = isWorkbook ? "Lignes" : null });
            var check = await app.Check(id, c => c.Mapping = preview.Proposal with
                {
                    Columns = new()
                    {
                        ["agent"] = 1,
                        ["day"] = 2,
                        ["quantity"] = 3,
                        ["unit"] = 4,
                        ["activity"] = 5,
                        ["domain"] = 6,
                        ["note"] = 7,
                    },
                });
            if (check.RowsAccepted > 0)
                Assert.That((await app.Commit(id, skipRefused: true)).State, Is.EqualTo(ImportState.Imported));
        });
        Assert.That(imported, Is.EqualTo(byHand));
    }

    static async Task<List<TimeEntryDetails>> Ledger(Func<TestApp, Task> fill)
    {
        await using var app = await TestApp.Start();
        foreach (var code in (string[])["AG-1", "AG-2"])
            await app.AnAgent(code: code);
        await app.AnAgent(code: "AG-3", dayMinutes: 450);
        await fill(app);
        return
        [
            .. (await app.Send(new ListTimeEntries { Limit = 500 }))
                .Items.Select(entry => entry with { Id = 0, Import = null, ImportRow = null })
                .OrderBy(entry => entry.ToString(), StringComparer.Ordinal),
        ];
    }

    static readonly string[] Headings = ["Agent", "Jour", "Quantité", "Unité", "Activité", "Domaine", "Note"];

    static byte[] Csv(List<Line> lines)
    {
        var text = new StringBuilder(string.Join(';', Headings)).Append("\r\n");
        foreach (var line in lines)
            text.AppendJoin(
                    ';',
                    new[]
                    {
                        line.Agent,
                        line.Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
                        line.Quantity.ToString(CultureInfo.GetCultureInfo("fr-FR")),
                        line.Unit,
                        line.Activity,
                        line.Domain,
                        line.Note,
                    }.Select(cell => $"\"{cell.Replace("\"", "\"\"")}\"")
                )
                .Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // Written by the product's own writer of workbooks, whose first sheet says what it is.
    static async Task<byte[]> Workbook(List<Line> lines)
    {
        await using var file = await ReportWorkbook.Write([], [new Sheet("Lignes", "Lignes", Headings, 0, Rows())], default);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();

        async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows()
        {
            foreach (var line in lines)
                yield return
                [
                    SheetCell.Of(line.Agent),
                    SheetCell.Of(line.Day),
                    SheetCell.Of(line.Quantity, 6),
                    SheetCell.Of(line.Unit),
                    SheetCell.Of(line.Activity),
                    SheetCell.Of(line.Domain),
                    SheetCell.Of(line.Note),
                ];
            await Task.CompletedTask;
        }
    }
}
