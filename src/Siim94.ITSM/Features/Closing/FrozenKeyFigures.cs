using Siim94.ITSM.Features.Reports;

namespace Siim94.ITSM.Features.Closing;

/// <summary>Key figures of years as one more table of an edition: a row per figure that has a value, a column per year. They add up to nothing.</summary>
sealed class FrozenKeyFigures(Db db)
{
    const string Id = "key-figures";
    const int MostDecimals = 2;

    public async Task<(object Definition, Report Report)> Compute(int firstYear, int year, CancellationToken ct)
    {
        var values = await db.Query<ValueRow>(ValuesSql, new { From = firstYear, To = year }, ct);
        var years = Enumerable.Range(firstYear, year - firstYear + 1).ToList();
        var rows = values.GroupBy(value => value.Code).Select(figure =>
        {
            var byYear = figure.ToDictionary(value => value.Period, value => value.ValueMicros);
            var first = figure.First();
            return new ReportLine(figure.Key, $"{first.GroupName} – {first.Name} ({first.Unit})", [.. years.Select(y => Cell(byYear.TryGetValue(y, out var micros) ? micros : null))]);
        });
        return (
            new { Id, Source = "KeyFigures" },
            new(Id, Words.FactKeyFigures, "", "", MostDecimals, [.. years.Select(y => new ReportHeading($"{y}", $"{y}") { Decimals = MostDecimals })], [.. rows], [.. years.Select(_ => Cell(null))], [], new(null, 0)));
    }

    const string ValuesSql = """
        SELECT k.Code, k.Name, k.GroupName, k.Unit, v.Period, v.ValueMicros
        FROM KeyFigures k
        JOIN KeyFigureValues v ON v.KeyFigureId = k.Id
        WHERE v.Period BETWEEN @From AND @To
        ORDER BY k.GroupName, k.Code, v.Period
        """;

    static ReportCell Cell(long? micros) =>
        new(micros is { } amount ? ReportNumbers.ToUnits(amount) : null, ReportNumbers.Text(micros, micros % WorkDay.MicrosPerUnit == 0 ? 0 : MostDecimals));

    sealed record ValueRow
    {
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string GroupName { get; init; } = "";
        public string Unit { get; init; } = "";
        public int Period { get; init; }
        public long ValueMicros { get; init; }
    }
}
