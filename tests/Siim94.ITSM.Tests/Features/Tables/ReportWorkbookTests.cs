using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Siim94.ITSM.Features.Tables;
using Sheet = Siim94.ITSM.Features.Tables.Sheet;

namespace Siim94.ITSM.Tests.Features.Tables;

sealed class ReportWorkbookTests
{
    static readonly string[] Hostile =
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "=HYPERLINK(\"http://exemple.test\")",
        "<script>alert(1)</script>",
        "]]>&amp;",
        " espaces ",
        "ligne\nsuivante",
        "\u202Eabc",
        "\U0001F600",
    ];

    [Test]
    public async Task Text_stays_text_whatever_it_looks_like()
    {
        using var document = await Write(new Sheet("Hostile", "Hostile", ["=A", "B"], 1, Rows()));
        Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(fault => fault.Description), Is.Empty);
        var cells = document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Cell>()).ToList();
        Assert.That(cells.Where(cell => cell.CellFormula is not null), Is.Empty);
        Assert.That(
            cells.Where(cell => cell.DataType?.Value == CellValues.InlineString).Select(cell => cell.InnerText),
            Is.SupersetOf(Hostile)
        );

        static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows()
        {
            foreach (var text in Hostile)
                yield return [SheetCell.Of(text), SheetCell.Of(1.5m, 1)];
            await Task.CompletedTask;
        }
    }

    [TestCase("a\uFFFFb", "a\uFFFDb")]
    [TestCase("\0\u001B", "\uFFFD\uFFFD")]
    [TestCase("\U0001F600 é", "\U0001F600 é")]
    public void What_xml_cannot_carry_is_shown_as_such(string text, string carried) =>
        Assert.That(XmlText.Clean(text), Is.EqualTo(carried));

    [TestCase("_x0041_", "_x005F_x0041_")]
    [TestCase("_x005F_x0041_", "_x005F_x005F_x005F_x0041_")]
    [TestCase("_xyz_ _x12_ a_x", "_xyz_ _x12_ a_x")]
    [TestCase("a\u0001b\rc\nd\te", "a_x0001_b_x000D_c\nd\te")]
    [TestCase("\U0001F600 é \uFFFF", "\U0001F600 é _xFFFF_")]
    public void What_xml_cannot_carry_is_escaped_in_workbooks_and_comes_back(string text, string written)
    {
        Assert.That(SpreadsheetText.Escape(text), Is.EqualTo(written));
        Assert.That(SpreadsheetText.Unescape(written), Is.EqualTo(text));
    }

    [Test]
    public async Task Tabs_are_legal_and_unlike_one_another()
    {
        string[] wanted =
        [
            "9.6 un-identifiant-de-tableau-qui-est-bien-long",
            "9.6 un-identifiant-de-tableau-qui-est-bien-court",
            "a/b:c*d?e[f]g\\h'",
            "A/B:C*D?E[F]G\\H'",
            "",
            "À propos",
        ];
        using var document = await Write([.. wanted.Select(tab => new Sheet(tab, tab, ["A"], 1, None()))]);
        var tabs = document
            .WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>()
            .Select(sheet => sheet.Name!.Value!)
            .ToList();
        Assert.That(tabs, Has.Count.EqualTo(wanted.Length + 1));
        Assert.That(tabs.Select(tab => tab.ToLowerInvariant()), Is.Unique);
        Assert.That(
            tabs.Where(tab => tab.Length is 0 or > 31 || tab.IndexOfAny(['[', ']', ':', '*', '?', '/', '\\', '\'']) >= 0),
            Is.Empty
        );

        static async IAsyncEnumerable<IReadOnlyList<SheetCell>> None()
        {
            await Task.CompletedTask;
            yield break;
        }
    }

    static async Task<SpreadsheetDocument> Write(params Sheet[] sheets)
    {
        await using var file = await ReportWorkbook.Write([("Titre", SheetCell.Of("=Titre"))], sheets, default);
        var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return SpreadsheetDocument.Open(copy, isEditable: false);
    }
}
