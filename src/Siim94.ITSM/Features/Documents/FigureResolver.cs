using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Documents;

/// <summary>A figure inside a text, as its reader sees it.</summary>
/// <param name="Reference">As it stands in the text, braces left out.</param>
/// <param name="Text">As the table prints it; the reference itself where there is no such figure, an ellipsis where it is out of
/// reach.</param>
/// <param name="Address">Its lines; null where there are none to show.</param>
/// <param name="Error">Why there is no such figure; null when there is.</param>
public sealed record InsertedFigure(string Reference, string Text, string? Address, string? Error)
{
    /// <summary>Stands for a figure that the reader may not see.</summary>
    public const string Hidden = "…";

    /// <summary>The reference by keys, which no renaming changes; null where there is no such figure.</summary>
    internal FigureReference? ByKeys { get; init; }
}

/// <summary>Finds the figures that texts name, by key, label or any other spelling that a referential knows.</summary>
sealed class FigureResolver(Db db, ReferentialCache cache)
{
    // « total » reads the same in both languages.
    const string TotalRow = "total";

    // A cell without any line prints as nothing, which inside a sentence would look like a slip.
    const string Blank = "–";

    public async Task<InsertedFigure> Resolve(string text, int year, YearTables tables, CancellationToken ct)
    {
        if (FigureReference.Parse(text) is not { } reference)
            return Wrong(text, Words.ReferenceShape);
        if (!tables.Ids.Contains(reference.Table))
            return Wrong(text, string.Format(Words.TableUnknown, reference.Table));
        var (report, axes) = await tables.Get(reference.Table, ct);

        var columns = report.Columns.Index().Where(column => column.Item.Key == reference.Column).ToList();
        if (columns.Count == 0)
            columns = [.. report.Columns.Index().Where(column => Folding.Fold(column.Item.Label) == Folding.Fold(reference.Column))];
        if (columns.Count != 1)
            return Wrong(
                text,
                string.Format(
                    Words.ColumnUnknown,
                    reference.Column,
                    reference.Table,
                    string.Join(", ", report.Columns.Select(column => column.Key))
                )
            );
        var (index, heading) = columns[0];

        if (Folding.Fold(reference.Row) == TotalRow)
        {
            if (report.Totals.All(total => total.Value is null))
                return Wrong(text, string.Format(Words.NoTotalIn, reference.Table));
            return Found(report.Totals[index], null, TotalRow);
        }
        var rows = await Rows(report, axes, tables.Names, reference.Row, ct);
        return rows.Count switch
        {
            0 => Wrong(text, string.Format(Words.RowUnknown, reference.Row, reference.Table)),
            1 => Found(rows[0].Cells[index], rows[0].Key, NameOf(rows[0])),
            _ => Wrong(
                text,
                string.Format(Words.RowAmbiguous, reference.Row, reference.Table, string.Join(", ", rows.Select(row => row.Key)))
            ),
        };

        InsertedFigure Found(ReportCell cell, string? row, string name) =>
            new(text, cell.Value is null ? Blank : cell.Text, AddressOf(report, row, heading.Key, year), null)
            {
                ByKeys = new(reference.Table, name, heading.Key),
            };
    }

    /// <summary>What names a row for good: its key, or the label of the row of what has none.</summary>
    public static string NameOf(ReportLine row) => row.Key.Length > 0 ? row.Key : row.Label;

    static InsertedFigure Wrong(string text, string why) =>
        new(text, $"{FigureReference.Opening}{text}{FigureReference.Closing}", null, why);

    static string? AddressOf(Report table, string? row, string column, int year)
    {
        var rowPart = row is null ? "" : $"ligne={Uri.EscapeDataString(row)}&";
        return table.HasLines ? $"/bilans/{year}/tables/{table.Id}/lignes?{rowPart}colonne={Uri.EscapeDataString(column)}" : null;
    }

    async Task<IReadOnlyList<ReportLine>> Rows(Report report, IReadOnlyList<Axis> axes, NameChoice names, string name, CancellationToken ct)
    {
        var folded = Folding.Fold(name);
        foreach (
            var spelling in new Func<ReportLine, bool>[]
            {
                row => Folding.Fold(row.Key) == folded,
                row => Folding.Fold(row.Key.Split(ReportRow.KeySeparator)[^1]) == folded,
                row => Folding.Fold(row.Label) == folded,
                row => LastName(row) == folded,
            }
        )
            if (report.Rows.Where(spelling).ToList() is { Count: > 0 } rows)
                return rows;
        if (axes is not [var axis])
            return [];
        var all = await cache.Read(db, ct);
        var values = new AxisKeys(all, [], names);
        var keys = Meanings(all, axis, name).Select(row => values.KeyOf(axis, row.Id)).ToHashSet();
        return [.. report.Rows.Where(row => keys.Contains(row.Key))];
    }

    // « Mandats émis (mandats) », in the group « Finances », is found as « Mandats émis ».
    static string LastName(ReportLine row)
    {
        var name = row.Labels[^1];
        return Folding.Fold(name.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var unit ? name[..unit] : name);
    }

    /// <summary>Rows of a referential that a spelling may mean: codes, names, aliases, names of before.</summary>
    static IEnumerable<ReferentialRow> Meanings(ReferentialData all, Axis axis, string name) =>
        axis switch
        {
            Axis.Activity or Axis.SubActivity => all.Activities.Find(name),
            Axis.Domain or Axis.UpperDomain => all.Domains.Find(name),
            Axis.Application => all.Applications.Find(name),
            Axis.Project => all.Projects.Find(name),
            Axis.Member or Axis.MemberGroup => all.Members.Find(name),
            Axis.Team => all.Teams.Find(name),
            Axis.Agent => all.Agents.Find(name),
            Axis.Site => all.Sites.Find(name),
            Axis.TrainingCategory => all.TrainingCategories.Find(name),
            _ => [],
        };
}
