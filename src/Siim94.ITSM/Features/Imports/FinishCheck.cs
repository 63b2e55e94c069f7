using MediatR;

namespace Siim94.ITSM.Features.Imports;

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
