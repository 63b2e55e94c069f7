using System.Text.RegularExpressions;
using MediatR;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>Contested figures: what an address of lines behind a figure adds up to.</summary>
sealed partial class ContestedFigures(Db db, IMediator mediator, Dispatcher dispatcher)
{
    /// <summary>The figure as the sender sees it, as printed; null for anything else than a figure.</summary>
    public async Task<string?> Now(string address, CancellationToken ct)
    {
        try
        {
            return RequestOf(address) is { } request ? (await mediator.Send(request, ct)).Sum.Text : null;
        }
        catch (Refusal)
        {
            return null; // an address that somebody has made up
        }
    }

    /// <summary>
    /// The figure of a dispute as the member who opened it sees it, whoever asks; blank once it is gone, null when none was kept at the
    /// opening.
    /// </summary>
    public async Task<string?> AsOpenerSees(long disputeId, string address, CancellationToken ct)
    {
        if (
            await db.FirstOrDefault<OpenerRow>(OpenerSql, new { Id = disputeId }, ct) is not { Figure: not null, UserId: { } opener }
            || RequestOf(address) is not { } request
        )
            return null;
        try
        {
            return (await dispatcher.Send(request, new UserIdentity(opener), ct: ct)).Sum.Text;
        }
        catch (Refusal)
        {
            return ""; // no line is left behind it
        }
    }

    const string OpenerSql = """
        SELECT e.UserId, e.Figure
        FROM DisputeEvents e
        WHERE e.Id = (SELECT MIN(f.Id) FROM DisputeEvents f WHERE f.DisputeId = @Id)
        """;

    sealed record OpenerRow
    {
        public long? UserId { get; init; }
        public string? Figure { get; init; }
    }

    /// <summary>The lines that an address shows; null when it shows none.</summary>
    static IRequest<ReportLines>? RequestOf(string address)
    {
        var query = QueryHelpers.ParseQuery(address.Contains('?') ? address[address.IndexOf('?')..] : "");
        if (Table().Match(address) is { Success: true } table)
            return new GetReportLines
            {
                Id = table.Groups["id"].Value,
                Row = Text("ligne"),
                Column = Text("colonne"),
                From = FirstYear(Text("colonne"), table.Groups["year"].Value),
                To = int.Parse(table.Groups["year"].Value),
                Limit = 1,
            };
        if (!address.StartsWith("/croisement/lignes?", StringComparison.Ordinal))
            return null;
        return new GetPivotLines
        {
            Definition = PivotAddress.Definition(
                Text("measures"),
                Text("rows"),
                Text("columns"),
                [.. query.GetValueOrDefault("filter").OfType<string>()],
                int.TryParse(Text("decimals"), out var decimals) ? decimals : null,
                null,
                Text("shares") == "true",
                Text("rowTotals") == "true",
                Text("changes") == "true",
                Text("blanks") == "true",
                Text("lastColumnOnly") == "true",
                null,
                Text("names")
            ),
            From = Text("from"),
            To = Text("to"),
            Row = Text("row"),
            Column = Text("column"),
            Limit = 1,
        };

        string? Text(string name) => query.TryGetValue(name, out var values) && !StringValues.IsNullOrEmpty(values) ? values[0] : null;
    }

    // As the page of these lines does: rows of a table limited to its last year stay when an earlier year is opened.
    static int FirstYear(string? column, string year) =>
        column is { Length: >= 4 } && int.TryParse(column.AsSpan(0, 4), out var first) ? Math.Min(first, int.Parse(year)) : int.Parse(year);

    [GeneratedRegex("^/bilans/(?<year>20[0-9]{2})/tables/(?<id>[a-z0-9-]+)/lignes(\\?|$)")]
    private static partial Regex Table();
}
