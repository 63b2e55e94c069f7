using Siim94.ITSM.Features.FigureImpact;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.FigureImpact;

/// <summary>Every figure of every table as its readers get it, and what a preview says becomes of them.</summary>
static class Figures
{
    public const string Total = "(total)";

    public readonly record struct Place(string Table, int Year, string Row, string Column);

    public static async Task<Dictionary<Place, decimal>> All(TestApp app)
    {
        var figures = new Dictionary<Place, decimal>();
        var years = (await app.Send(new ListReports())).Years.TakeLast(5).ToList();
        if (years.Count == 0)
            return figures;
        foreach (var table in (await app.Send(new ListTables())).Items)
            if (table.Definition.Columns == "year")
                Add(
                    await app.Send(
                        new GetReport
                        {
                            Id = table.Id,
                            From = years[0],
                            To = years[^1],
                        }
                    ),
                    null
                );
            else
                foreach (var year in years)
                    Add(
                        await app.Send(
                            new GetReport
                            {
                                Id = table.Id,
                                From = year,
                                To = year,
                            }
                        ),
                        year
                    );
        return figures;

        void Add(Report report, int? year)
        {
            foreach (var (row, cells) in report.Rows.Select(row => (row.Key, row.Cells)).Append((Total, report.Totals)))
            foreach (var (column, cell) in report.Columns.Zip(cells))
                if (cell.Value is { } value)
                    figures[new(report.Id, year ?? int.Parse(column.Key.AsSpan(0, 4)), row, column.Key)] = value;
        }
    }

    /// <summary>The figures after a change, as its preview foresees them.</summary>
    public static Dictionary<Place, decimal> After(this TableImpacts impact, Dictionary<Place, decimal> before)
    {
        var after = new Dictionary<Place, decimal>(before);
        foreach (var (table, figure) in impact.Tables.SelectMany(table => table.Figures.Select(figure => (table.Id, figure))))
        {
            var place = new Place(table, figure.Year, figure.Row ?? Total, figure.Column);
            Assert.That(before.TryGetValue(place, out var was) ? was : (decimal?)null, Is.EqualTo(figure.Before), $"{place}");
            Assert.That(figure.Before, Is.Not.EqualTo(figure.After), $"{place} moves");
            if (figure.After is { } value)
                after[place] = value;
            else
                after.Remove(place);
        }
        return after;
    }
}
