using Dapper;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// What one kind of file becomes: how a row is checked by everybody's rules and staged, how staged rows are written, and how they are taken
/// out again.
/// </summary>
abstract class ImportTarget(Db db)
{
    /// <summary>Rows of a statement within the one transaction: from about 5,000 on, their locks become one of the whole table.</summary>
    const int RowsPerStatement = 4_000;

    protected Db Db => db;

    /// <summary>Inserts what <see cref="Check"/> returns, its import and row number included.</summary>
    public abstract string InsertStagedSql { get; }

    /// <summary>Deletes staged rows between <c>@FromRow</c> and <c>@ToRow</c>.</summary>
    public abstract string DeleteStagedSql { get; }

    /// <summary>First and last staged row.</summary>
    public abstract string StagedRangeSql { get; }

    /// <summary>Rows that this kind of file may have at most.</summary>
    public virtual int MostRows => FileLimits.Rows;

    /// <summary>Whether staged rows are still needed in a state in which the file no longer is.</summary>
    public virtual bool NeedsStagedRows(string state) => false;

    /// <summary>The row to stage; whatever is wrong with it is added to its problems.</summary>
    /// <exception cref="Refusal">A rule that looks at the whole line refuses it.</exception>
    public abstract Task<object?> Check(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct);

    /// <summary>Judges a refused row by what rules are left that can be: all that is wrong with it is said at once.</summary>
    public abstract Task JudgeOthers(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct);

    /// <summary>Writes all staged rows, in the transaction of the sender.</summary>
    /// <exception cref="Refusal">Something has changed since the check, or a period is closed.</exception>
    public abstract Task Write(ImportRow import, CancellationToken ct);

    /// <summary>Takes out all that an import has written, in the transaction of the sender.</summary>
    /// <exception cref="Refusal">Something of it was changed since, or a period is closed.</exception>
    public abstract Task Remove(ImportRow import, CancellationToken ct);

    /// <exception cref="Refusal">What <see cref="Remove"/> would refuse now.</exception>
    public abstract Task RefuseRemoval(ImportRow import, CancellationToken ct);

    /// <summary>Refuses when something that an import has written is not as it was written.</summary>
    /// <param name="import">The import.</param>
    /// <param name="untouchedSql">Counts what is.</param>
    /// <param name="lastChangeSql">Reads the changes of the rest, newest first.</param>
    /// <param name="ct">Cancels it.</param>
    protected async Task RefuseChanged(ImportRow import, string untouchedSql, string lastChangeSql, CancellationToken ct)
    {
        var untouched = await db.FirstOrDefault<int>(untouchedSql, new { ImportId = import.Id }, ct);
        if (untouched >= import.RowsAccepted)
            return;
        var last = await db.FirstOrDefault<LastChange>(lastChangeSql + db.Dialect.FirstRows, new { ImportId = import.Id, Take = 1 }, ct);
        throw ImportErrors.ChangedSince(
            import.RowsAccepted - untouched,
            last is null ? null : last.ByName ?? CurrentUser.System.DisplayName,
            last?.At
        );
    }

    /// <summary>Runs a statement over all staged rows, some thousand at a time.</summary>
    protected Task ForStagedRows(long importId, string sql, object parameters, CancellationToken ct) =>
        ForRowsOf(importId, StagedRangeSql, sql, ct, parameters);

    /// <summary>Runs a statement on the rows between <c>@FromRow</c> and <c>@ToRow</c>, some thousand at a time.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="rangeSql">Its first and last row.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="ct">Cancels it.</param>
    /// <param name="parameters">What else the statement takes.</param>
    protected Task ForRowsOf(long importId, string rangeSql, string sql, CancellationToken ct, object? parameters = null) =>
        ForRanges(
            importId,
            rangeSql,
            rows =>
            {
                var all = new DynamicParameters(parameters);
                all.AddDynamicParams(rows);
                return db.Execute(sql, all, ct);
            },
            ct
        );

    /// <summary>Does something with the rows between <c>@FromRow</c> and <c>@ToRow</c>, some thousand at a time.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="rangeSql">Its first and last row.</param>
    /// <param name="work">Told the parameters that say which.</param>
    /// <param name="ct">Cancels it.</param>
    protected async Task ForRanges(long importId, string rangeSql, Func<object, Task> work, CancellationToken ct)
    {
        if (await db.FirstOrDefault<RowRange>(rangeSql, new { ImportId = importId }, ct) is not { FirstRow: { } first, LastRow: { } last })
            return;
        for (var from = first; from <= last; from += RowsPerStatement)
            await work(
                new
                {
                    ImportId = importId,
                    FromRow = from,
                    ToRow = from + RowsPerStatement - 1,
                }
            );
    }

    public sealed record RowRange
    {
        public int? FirstRow { get; init; }
        public int? LastRow { get; init; }
    }
}

/// <summary>The target of a kind of import.</summary>
sealed class ImportTargets(
    TimeEntryImport timeEntries,
    TicketImport tickets,
    KeyFigureImport keyFigures,
    PersonImport people,
    AbsenceImport absences,
    AllowanceImport allowances
)
{
    public ImportTarget Of(string kind) =>
        kind switch
        {
            ImportKind.TimeEntries => timeEntries,
            ImportKind.Tickets => tickets,
            ImportKind.KeyFigures => keyFigures,
            ImportKind.People => people,
            ImportKind.Absences => absences,
            ImportKind.Allowances => allowances,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of file."),
        };
}
