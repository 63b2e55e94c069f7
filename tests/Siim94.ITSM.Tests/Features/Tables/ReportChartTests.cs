using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.Tables;

sealed class ReportChartTests
{
    static Report Table(string chart, params int[] values) =>
        new(
            "t",
            "T",
            "",
            "jours",
            0,
            [new("2016", "2016"), new("2017", "2017")],
            [.. values.Select((value, index) => new ReportLine($"{index}", $"Ligne {index}", [new(null, ""), new(value, $"{value}")]))],
            [],
            [],
            new(null, 0)
        )
        {
            Chart = chart,
        };

    [TestCase("bars", 20, 20, null)]
    [TestCase("bars", 23, 20, "L'image montre les 20 plus grandes lignes sur 23.")]
    [TestCase("lines", 4, 4, null)]
    [TestCase("lines", 5, 4, "L'image montre les 4 plus grandes lignes sur 5.")]
    public void Draws_every_row_or_the_largest_in_the_tables_order_and_says_so(string chart, int rows, int drawn, string? note)
    {
        int[] values = [.. Enumerable.Range(0, rows).Select(row => row * 7 % rows)];
        var picture = ReportChart.Of(Table(chart, values))!;
        Assert.That(picture.Rows.Select(row => row.Values[^1]), Is.EqualTo(values.Where(value => value >= rows - drawn)));
        Assert.That(picture.Note, Is.EqualTo(note));
    }

    [Test]
    public void A_table_without_rows_has_no_picture() => Assert.That(ReportChart.Of(Table("bars")), Is.Null);
}
