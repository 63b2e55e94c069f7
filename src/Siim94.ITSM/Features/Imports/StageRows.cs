using MediatR;

namespace Siim94.ITSM.Features.Imports;

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
                RowNumber = problem.InFrench.Row,
                problem.InFrench.Field,
                problem.InFrench.Text,
                problem.InFrench.Message,
                problem.MessageInEnglish,
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

    const string InsertProblemSql = """
        INSERT INTO ImportProblems (ImportId, RowNumber, Field, Text, Message, MessageInEnglish)
        VALUES (@ImportId, @RowNumber, @Field, @Text, @Message, @MessageInEnglish)
        """;
}
