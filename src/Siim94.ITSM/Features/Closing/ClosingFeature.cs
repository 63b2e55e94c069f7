using System.Globalization;

namespace Siim94.ITSM.Features.Closing;

static class ClosingFeature
{
    public static IServiceCollection AddClosing(this IServiceCollection services) =>
        services.AddScoped<ClosingChecks>().AddScoped<LineDigests>().AddScoped<EditionStore>().AddScoped<LateTime>();

    public static void MapClosing(this RouteGroupBuilder api)
    {
        var closings = api.MapGroup("/closings").WithTags("Clôtures");
        closings
            .MapGet("/", (Api api, [AsParameters] ListClosings list) => api.Send(list))
            .WithSummary("Closings of months and years, newest first, by page");
        closings
            .MapGet("/checks", (Api api, [AsParameters] GetClosingChecks checks) => api.Send(checks))
            .WithSummary("What stands in the way of closing a month or a year, check by check; changes nothing");
        closings.MapPost("/", (Api api, ClosePeriod closing) => api.Send(closing));
        closings.MapPost("/{id:long}/reopen", (Api api, long id, ReopenPeriod reopening) => api.Send(reopening with { Id = id }));

        var editions = api.MapGroup("/editions/{period}").WithTags("Éditions");
        editions
            .MapGet("/", (Api api, string period) => api.Send(new ListEditions(NumberOf(period))))
            .Sends<ListEditions>()
            .WithSummary("Editions of a year or a month, oldest first, without their figures")
            .WithDescription("The period is `2017`, `2017-03` or `201703`.");
        editions
            .MapGet("/{number:int}", (Api api, string period, int number) => api.Send(new GetEdition(NumberOf(period), number)))
            .Sends<GetEdition>()
            .WithSummary("One edition with its frozen tables, and what the checks said at the closing");
        editions
            .MapGet("/{number:int}/verify", (Api api, string period, int number, string? digest) =>
                api.Send(new VerifyEdition(NumberOf(period), number, digest))
            )
            .Sends<VerifyEdition>()
            .WithSummary("Computes an edition again, and says whether it is still what was published")
            .WithDescription("All lines are read again and all tables computed again; nothing changes.");
        editions
            .MapGet("/{number:int}/changes", (Api api, string period, int number) =>
                api.Send(new GetEditionChanges(NumberOf(period), number))
            )
            .Sends<GetEditionChanges>()
            .WithSummary("What changed between an edition and the one before it, figure by figure");
    }

    /// <summary>The number of a period as programs write it, with or without a hyphen.</summary>
    /// <exception cref="Refusal">It is none.</exception>
    static int NumberOf(string period) =>
        int.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : DateOnly.TryParseExact(period, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            ? first.Year * 100 + first.Month
        : throw RequestErrors.NotFound();
}
