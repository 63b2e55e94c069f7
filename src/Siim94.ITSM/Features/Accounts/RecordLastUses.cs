using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Writes down when sessions and tokens were last used in this process.</summary>
[Requires(Permission.ManageJobs)]
public sealed record RecordLastUses : ICommand<Unit>;

sealed class RecordLastUsesHandler(Db db, LastUses uses) : IRequestHandler<RecordLastUses, Unit>
{
    public async Task<Unit> Handle(RecordLastUses request, CancellationToken ct)
    {
        var (sessions, tokens) = uses.Take();
        foreach (var (key, at) in sessions)
            await db.Execute(UpdateSessionSql, new { SessionKey = key, LastUsedAt = at }, ct);
        foreach (var (id, at) in tokens)
            await db.Execute(UpdateTokenSql, new { Id = id, LastUsedAt = at }, ct);
        return Unit.Value;
    }

    // Another process may have seen a later use.
    const string UpdateSessionSql =
        "UPDATE UserSessions SET LastUsedAt = @LastUsedAt WHERE SessionKey = @SessionKey AND LastUsedAt < @LastUsedAt";
    const string UpdateTokenSql =
        "UPDATE ApiTokens SET LastUsedAt = @LastUsedAt WHERE Id = @Id AND (LastUsedAt IS NULL OR LastUsedAt < @LastUsedAt)";
}

/// <summary>
/// Sends <see cref="RecordLastUses"/> every minute: each process knows its own uses, so it is no job that one of them runs.
/// </summary>
sealed class LastUseRecorder(Dispatcher dispatcher, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minutes = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await minutes.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await dispatcher.Send(new RecordLastUses(), UserIdentity.System, ct: stoppingToken);
            }
            catch (Refusal)
            {
                // the database cannot write now; later uses are written later
            }
        }
    }
}
