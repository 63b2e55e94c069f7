using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Checks rows of a file one by one, by the rules of everybody's input.</summary>
sealed class RowChecker(ImportTargets targets)
{
    /// <returns>What to stage, null when the row is refused; and the row with its problems.</returns>
    /// <exception cref="Refusal">The file has more rows than this kind of import takes.</exception>
    public async Task<(object? Staged, RowFields Row)> Check(FileRow fileRow, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        var target = targets.Of(run.Import.Kind);
        if (fileRow.Number > target.MostRows)
            throw ImportErrors.Broken(string.Format(Words.TooManyRows, target.MostRows));
        var row = new RowFields(fileRow, run);
        try
        {
            if (await target.Check(row, run, all, ct) is { } accepted)
                return (accepted, row);
        }
        catch (Refusal refusal)
        {
            row.Add(refusal);
            if (refusal.Code == "referential.ambiguous")
                CountAmbiguous(row, refusal, run);
        }
        await target.JudgeOthers(row, run, all, ct);
        return (null, row);
    }

    /// <summary>A spelling of several rows is asked for like one of none.</summary>
    static void CountAmbiguous(RowFields row, Refusal refusal, CheckRun run)
    {
        foreach (var property in refusal.Errors.Keys)
            if (
                ImportFields
                    .Of(run.Import.Kind)
                    .FirstOrDefault(field => string.Equals(field.Code, property, StringComparison.OrdinalIgnoreCase))
                    is { Referential: { } referential } field
                && row.Text(field.Code) is { } text
            )
                run.CountUnknown(referential, text);
    }
}
