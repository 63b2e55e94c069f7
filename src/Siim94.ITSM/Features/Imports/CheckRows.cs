using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Checks some rows of a file as its importer, by the rules of everybody's input. Outside any transaction: others write meanwhile.
/// </summary>
[Requires(Permission.ImportFiles)]
sealed record CheckRows(CheckRun Run, IReadOnlyList<FileRow> Rows) : IQuery<CheckedRows>;

/// <param name="Staged">Rows that may be written.</param>
/// <param name="Problems">What is wrong with the others.</param>
/// <param name="RefusedCount">How many those are.</param>
sealed record CheckedRows(IReadOnlyList<object> Staged, IReadOnlyList<ImportProblem> Problems, int RefusedCount);

sealed class CheckRowsHandler(RowChecker checker, ReferentialLookup lookup) : IRequestHandler<CheckRows, CheckedRows>
{
    public async Task<CheckedRows> Handle(CheckRows request, CancellationToken ct)
    {
        var all = await lookup.Referentials(ct);
        var (staged, problems, refused) = (new List<object>(), new List<ImportProblem>(), 0);
        foreach (var fileRow in request.Rows)
        {
            request.Run.HiddenRowCount += fileRow.IsHidden ? 1 : 0;
            var (accepted, row) = await checker.Check(fileRow, request.Run, all, ct);
            if (accepted is not null)
            {
                staged.Add(accepted);
                continue;
            }
            refused++;
            problems.AddRange(row.Problems);
        }
        return new(staged, problems, refused);
    }
}

/// <summary>
/// Keeps checked rows and says how far the check is. Answers false once another check, or a cancellation, has taken its place.
/// </summary>
[Requires(Permission.ImportFiles)]
sealed record StageRows(ImportRow Import, CheckedRows Rows, int RowsRead, int PercentDone) : ICommand<bool>;

sealed class StageRowsHandler(Db db, ImportTargets targets, TimeProvider clock) : IRequestHandler<StageRows, bool>
{
    public async Task<bool> Handle(StageRows request, CancellationToken ct)
    {
        var import = request.Import;
        if (
            await db.Execute(
                AdvanceSql,
                new
                {
                    import.Id,
                    import.Run,
                    request.RowsRead,
                    Accepted = request.Rows.Staged.Count,
                    Refused = request.Rows.RefusedCount,
                    request.PercentDone,
                    ActiveAt = clock.GetUtcNow().UtcDateTime,
                },
                ct
            ) == 0
        )
            return false;
        await db.InsertAll(targets.Of(import.Kind).InsertStagedSql, request.Rows.Staged, ct);
        await db.InsertAll(
            InsertProblemSql,
            request.Rows.Problems.Select(problem => new
            {
                ImportId = import.Id,
                RowNumber = problem.Row,
                problem.Field,
                problem.Text,
                problem.Message,
            }),
            ct
        );
        return true;
    }

    const string AdvanceSql = """
        UPDATE Imports
        SET RowsRead = @RowsRead, RowsAccepted = RowsAccepted + @Accepted, RowsRefused = RowsRefused + @Refused, PercentDone = @PercentDone,
            ActiveAt = @ActiveAt
        WHERE Id = @Id AND Run = @Run AND State = 'checking'
        """;

    const string InsertProblemSql =
        "INSERT INTO ImportProblems (ImportId, RowNumber, Field, Text, Message) VALUES (@ImportId, @RowNumber, @Field, @Text, @Message)";
}

/// <summary>Ends a check: what it has found may be looked at, and written.</summary>
[Requires(Permission.ImportFiles)]
sealed record FinishCheck(CheckRun Run, IReadOnlyList<string> Headings, long Revision) : ICommand<bool>;

sealed class FinishCheckHandler(Db db, ImportStates states, ImportMappings mappings) : IRequestHandler<FinishCheck, bool>
{
    public async Task<bool> Handle(FinishCheck request, CancellationToken ct)
    {
        var import = request.Run.Import;
        if (!await states.TryMove(import, ImportState.Checked, null, ct))
            return false;
        await db.Execute(
            SetFindingsSql,
            new
            {
                import.Id,
                request.Revision,
                UnderstoodJson = request.Run.Understanding(isWhole: true).ToJson(),
            },
            ct
        );
        await db.Execute(ForgetUnknownSql, new { ImportId = import.Id }, ct);
        // One that was chosen and is still unknown: the row that it means is closed, or does not fit.
        var chosen = (await db.Query<ChosenRow>(ChosenSql, new { ImportId = import.Id }, ct))
            .Select(row => new SpellingKey(row.Referential, row.FoldedText))
            .ToHashSet();
        await db.InsertAll(
            InsertSpellingSql,
            request
                .Run.Unknown.Where(spelling => !chosen.Contains(spelling.Key))
                .Select(spelling => new
                {
                    ImportId = import.Id,
                    spelling.Key.Referential,
                    spelling.Key.FoldedText,
                    Text = spelling.Text.Length <= 200 ? spelling.Text : spelling.Text[..200],
                    spelling.LineCount,
                }),
            ct
        );
        if (request.Headings.Count > 0)
            await mappings.Remember(import.Kind, request.Headings, request.Run.Mapping, ct);
        return true;
    }

    const string SetFindingsSql = "UPDATE Imports SET CheckedRevision = @Revision, UnderstoodJson = @UnderstoodJson WHERE Id = @Id";
    const string ForgetUnknownSql = "DELETE FROM ImportSpellings WHERE ImportId = @ImportId AND ChosenCode IS NULL";

    const string ChosenSql = "SELECT s.Referential, s.FoldedText FROM ImportSpellings s WHERE s.ImportId = @ImportId";

    const string InsertSpellingSql = """
        INSERT INTO ImportSpellings (ImportId, Referential, FoldedText, Text, LineCount, ChosenCode)
        VALUES (@ImportId, @Referential, @FoldedText, @Text, @LineCount, NULL)
        """;

    sealed record ChosenRow
    {
        public string Referential { get; init; } = "";
        public string FoldedText { get; init; } = "";
    }
}
