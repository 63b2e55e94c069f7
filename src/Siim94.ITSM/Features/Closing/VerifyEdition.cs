using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Closing;

/// <summary>
/// Reads all lines of an edition's period again, computes its tables again, and says whether they are still what was published. Changes
/// nothing.
/// </summary>
/// <param name="Period">A year, <c>2017</c>, or a month, <c>201703</c>.</param>
/// <param name="Number">1, 2, …</param>
/// <param name="Digest">The digest as it was printed, to be compared with what is stored; blank to do without.</param>
[Requires(Permission.ReadReports)]
public sealed record VerifyEdition(int Period, int Number, string? Digest = null) : IQuery<EditionVerification>;

sealed class VerifyEditionValidator : AbstractValidator<VerifyEdition>
{
    public VerifyEditionValidator() =>
        RuleFor(v => v.Digest)
            .Must(digest => string.IsNullOrWhiteSpace(digest) || IsDigest(digest.Trim()))
            .WithMessage(_ => Words.DigestShape);

    static bool IsDigest(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit);
}

/// <param name="IsEqual">The edition is intact and the one that was printed, no line differs and no figure of its own year does.</param>
/// <param name="IsIntact">What is stored of the edition gives its digest.</param>
/// <param name="IsPrinted">Its digest is the printed one; null when none was given.</param>
/// <param name="Lines">Months and kinds of lines that differ.</param>
/// <param name="Figures">Figures that would be printed differently today; labels may have changed.</param>
public sealed record EditionVerification(
    bool IsEqual,
    bool IsIntact,
    bool? IsPrinted,
    IReadOnlyList<LineChange> Lines,
    IReadOnlyList<FigureChange> Figures
);

/// <summary>Lines of one kind and period that are not the same in two editions, or today.</summary>
/// <param name="Period"><c>2017-03</c>; <c>2017</c> for key figures of the whole year.</param>
public sealed record LineChange(string Period, string Fact, long Before, long After);

/// <summary>A figure that is not the same in two editions, or today. A missing figure is a blank.</summary>
/// <param name="Row">Key of the row; null for the total.</param>
/// <param name="Column">Key of the column.</param>
/// <param name="IsOfYear">The figure is the edition's own year's; the others are earlier years printed beside it.</param>
public sealed record FigureChange(
    string Table,
    string Title,
    string? Row,
    string? RowLabel,
    string Column,
    string ColumnLabel,
    decimal? Before,
    decimal? After,
    string BeforeText,
    string AfterText,
    bool IsOfYear
);

sealed class VerifyEditionHandler(EditionStore editions, LineDigests digests, CurrentUser user)
    : IRequestHandler<VerifyEdition, EditionVerification>
{
    public async Task<EditionVerification> Handle(VerifyEdition request, CancellationToken ct)
    {
        user.RefuseUnlessSeesAll();
        var edition = await editions.Get(request.Period, request.Number, ct);
        var period = Period.Of(request.Period)!.Value;
        var lines = EditionComparison.Lines(edition.Lines, await digests.Of(period, ct));
        var figures =
            edition.Tables.Count == 0
                ? []
                : EditionComparison.Figures(
                    period.Year,
                    [.. edition.Tables.Select(table => table.Table)],
                    await Today(period, edition, ct)
                );
        var isIntact = await editions.IsIntact(request.Period, request.Number, ct);
        var isPrinted = string.IsNullOrWhiteSpace(request.Digest)
            ? (bool?)null
            : string.Equals(request.Digest.Trim(), edition.Digest, StringComparison.OrdinalIgnoreCase);
        return new(
            isIntact && isPrinted is not false && lines.Count == 0 && !figures.Any(figure => figure.IsOfYear),
            isIntact,
            isPrinted,
            lines,
            figures
        );
    }

    /// <summary>
    /// The same tables over the same years, from what the ledger says now; one that the report has got since was not published.
    /// </summary>
    async Task<IReadOnlyList<Report>> Today(Period period, EditionDetails edition, CancellationToken ct)
    {
        var firstYear = edition
            .Tables.SelectMany(table => table.Table.Columns)
            .Min(column => EditionComparison.YearOf(column.Key) ?? period.Year);
        var published = edition.Tables.Select(table => table.Table.Id).ToHashSet();
        return
        [
            .. (await editions.Compute(period, firstYear, edition.PublishedAt, ct))
                .Select(table => table.Report)
                .Where(report => published.Contains(report.Id)),
        ];
    }
}
