namespace Siim94.ITSM.Features.Imports;

/// <summary>Moves imports from one state to the next: whoever comes second finds that it has left.</summary>
sealed class ImportStates(Db db, TimeProvider clock)
{
    /// <returns>Whether it was in that state.</returns>
    public async Task<bool> TryMove(ImportRow import, string to, string? message, CancellationToken ct) =>
        await db.Execute(
            MoveSql,
            new
            {
                import.Id,
                From = import.State,
                To = to,
                import.Run,
                Message = message,
                ActiveAt = clock.GetUtcNow().UtcDateTime,
            },
            ct
        ) > 0;

    /// <exception cref="Refusal">It is no longer in that state.</exception>
    public async Task Move(ImportRow import, string to, CancellationToken ct)
    {
        if (!await TryMove(import, to, null, ct))
            throw RequestErrors.ChangedMeanwhile();
    }

    const string MoveSql = """
        UPDATE Imports
        SET State = @To, Message = @Message, PercentDone = 0, ActiveAt = @ActiveAt
        WHERE Id = @Id AND State = @From AND Run = @Run
        """;
}
