namespace Siim94.ITSM.Kernel.Web;

/// <summary>For whoever watches the product: alive, and ready to serve.</summary>
static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/ready", async (HttpContext http) =>
            {
                try
                {
                    await using var scope = http.RequestServices.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<Db>().FirstOrDefault<long>(ReadySql, null, http.RequestAborted);
                    return Results.Ok(new { status = "ready" });
                }
                catch (System.Data.Common.DbException)
                {
                    return Results.Json(new { status = "database unreachable" }, statusCode: StatusCodes.Status503ServiceUnavailable);
                }
            })
            .ExcludeFromDescription();
    }

    // The schema is there, and answers.
    const string ReadySql = "SELECT s.Revision FROM RollupState s WHERE s.Id = 1";
}
