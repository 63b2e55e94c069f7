using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Disputes;

static class DisputeFeature
{
    public static IServiceCollection AddDisputes(this IServiceCollection services) =>
        services
            .AddScoped<DisputeReader>()
            .AddScoped<DisputeLog>()
            .AddScoped<ContestedLines>()
            .AddScoped<ContestedFigures>()
            .FillSlot<ContestFigure>(TablePlaces.FigureActions)
            .FillSlot<ContestLine>(TablePlaces.LineActions);

    public static void MapDisputes(this RouteGroupBuilder api)
    {
        var disputes = api.MapGroup("/disputes").WithTags("Contestations");
        disputes
            .MapGet("/", (Api api, [AsParameters] ListDisputes list) => api.Send(list))
            .WithSummary("Disputes, newest first, by page")
            .WithDescription("People of a member see those of their member.");
        disputes
            .MapPost("/", (Api api, OpenDispute dispute) => api.Create(dispute, d => $"/api/v1/disputes/{d.Id}", d => d.Version))
            .Produces<DisputeDetails>(201);
        disputes
            .MapGet("/counts", (Api api) => api.Send(new CountDisputes()))
            .Sends<CountDisputes>()
            .WithSummary("How many disputes wait for an answer, and how many answers the member has not read");
        disputes
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetDispute(id), d => d.Version))
            .Sends<GetDispute>()
            .Produces<DisputeFile>()
            .WithSummary("One dispute, with all that was said, oldest first")
            .WithDescription("And what became of the line or figure since.");
        disputes
            .MapPost("/{id:long}/answer", (Api api, long id, AnswerDispute answer) =>
                api.Show(answer with { Id = id, Version = api.Version }, d => d.Version)
            )
            .Produces<DisputeDetails>();
        disputes
            .MapPost("/{id:long}/reopen", (Api api, long id, ReopenDispute reopening) =>
                api.Show(reopening with { Id = id, Version = api.Version }, d => d.Version)
            )
            .Produces<DisputeDetails>();
        disputes
            .MapPost("/{id:long}/seen", (Api api, long id) => api.Do(new SeeAnswer(id)))
            .Sends<SeeAnswer>()
            .Produces(204)
            .WithSummary("Tells that the member has read the answer: it is no longer announced");
    }
}
