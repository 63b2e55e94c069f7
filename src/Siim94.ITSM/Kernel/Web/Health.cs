namespace Siim94.ITSM.Kernel.Web;

/// <summary>For whoever watches the product: alive, and ready to serve.</summary>
static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health", () => Results.Ok(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).ExcludeFromDescription();
    }

    static async Task<IResult> Ready(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        try
        {
            await db.FirstOrDefault<long>(ReadySql, null, ct);
            await db.RefuseIfReplaced(ct);
            if (db.Dialect.Trouble is not null)
                await Write(db, ct);
            return Results.Ok(new { status = "ready" });
        }
        catch (DatabaseUnavailable unavailable)
        {
            return NotReady(unavailable.Fault);
        }
        catch (TransactionLost)
        {
            return NotReady(DatabaseFault.Unreachable);
        }
    }

    static IResult NotReady(DatabaseFault fault) =>
        Results.Json(
            new { status = $"database {fault.ToString().ToLowerInvariant()}", reason = DatabaseFaults.Reason(fault) },
            statusCode: StatusCodes.Status503ServiceUnavailable
        );

    // The schema is there, and answers.
    const string ReadySql = "SELECT COUNT(*) FROM DataProtectionKeys";

    /// <summary>The last write failed: whether the next one would is found by writing, and leaves nothing behind.</summary>
    static async Task Write(Db db, CancellationToken ct)
    {
        await using var transaction = await db.Begin(ct);
        await db.Execute(InsertProbeSql, new { Now = DateTime.UnixEpoch }, ct);
        await db.Execute(DeleteProbeSql, null, ct);
        await transaction.Commit(ct);
    }

    // No user has this number.
    const string InsertProbeSql =
        "INSERT INTO IdempotencyKeys (UserId, RequestKey, SealedAnswer, CreatedAt) VALUES (-2, 'ready', '', @Now)";
    const string DeleteProbeSql = "DELETE FROM IdempotencyKeys WHERE UserId = -2";
}
