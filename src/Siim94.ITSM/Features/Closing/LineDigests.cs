using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Closing;

/// <summary>
/// What the lines of one kind were in one month or year: how many, and a digest that no change of a single one leaves as it was.
/// </summary>
public sealed record LineDigest
{
    /// <summary>A month, <c>201703</c>; the year, <c>2017</c>, for key figures of the whole year.</summary>
    public int Period { get; init; }

    /// <summary>Kind of line: <c>work</c>, <c>tickets-opened</c>, <c>visits</c> …</summary>
    public string Fact { get; init; } = "";

    public long LineCount { get; init; }

    /// <summary>SHA-256, in hexadecimal.</summary>
    public string Digest { get; init; } = "";
}

/// <summary>
/// Digests of the lines behind the figures, a month and a kind at a time; read by pages, so that a month of any size fits in memory.
/// </summary>
/// <remarks>
/// A line is the text of its columns, each behind its length, days and instants as SQLite stores them: both engines give the same digest.
/// A ticket is a line in the month of each of its events, without what its later events may still change (state, agent, solution).
/// </remarks>
sealed class LineDigests(Db db, FactKinds kinds)
{
    /// <summary>Lines read at a time: some hundred kilobytes.</summary>
    public int PageSize { get; init; } = 2_000;

    public async Task<IReadOnlyList<LineDigest>> Of(Period period, CancellationToken ct)
    {
        var digests = new List<LineDigest>();
        foreach (var month in period.Months)
        foreach (var lines in kinds.Digests)
            digests.Add(await Of(new Period(month.Year, month.Number), lines, ct));
        if (period.IsYear)
            foreach (var lines in kinds.Digests.Where(lines => lines.HasYears))
                digests.Add(await Of(period, lines, ct));
        return digests;
    }

    async Task<LineDigest> Of(Period period, FactDigest lines, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, after) = (0L, new Place(period.FirstDay, 0, 0));
        while (true)
        {
            var rows = await db.Query<dynamic>(
                lines.Sql + db.Dialect.FirstRows,
                new
                {
                    AfterDay = after.Day,
                    AfterId = after.Id,
                    AfterPart = after.Part,
                    To = period.LastDay,
                    Period = period.Number,
                    Take = PageSize,
                },
                ct
            );
            var text = new StringBuilder();
            foreach (IDictionary<string, object?> row in rows)
            {
                foreach (var (column, value) in row)
                    Append(text, TextOf(column, value));
                text.Append('\n');
            }
            hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
            count += rows.Count;
            if (rows.Count < PageSize)
                break;
            after = PlaceOf((IDictionary<string, object?>)rows[^1]);
        }
        return new()
        {
            Period = period.Number,
            Fact = lines.Name,
            LineCount = count,
            Digest = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }

    static void Append(StringBuilder text, string? value)
    {
        if (value is null)
            text.Append("-;");
        else
            text.Append(CultureInfo.InvariantCulture, $"{value.Length}:").Append(value).Append(';');
    }

    static string? TextOf(string column, object? value) =>
        value switch
        {
            null => null,
            DateTime day when IsDay(column) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            bool flag => flag ? "1" : "0",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    static bool IsDay(string column) => column == "Day" || column.EndsWith("On", StringComparison.Ordinal);

    static Place PlaceOf(IDictionary<string, object?> row) =>
        new(
            DateOnly.ParseExact(TextOf("Day", row["Day"])!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Convert.ToInt64(row["Id"], CultureInfo.InvariantCulture),
            Convert.ToInt64(row["Part"], CultureInfo.InvariantCulture)
        );

    readonly record struct Place(DateOnly Day, long Id, long Part);
}
