using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Interventions;

static class InterventionFeature
{
    public static IServiceCollection AddInterventions(this IServiceCollection services) =>
        services
            .AddScoped<InterventionWriter>()
            .AddScoped<InterventionReader>()
            .AddScoped<HotlineShiftStore>()
            .AddFactKind(InterventionFact.Kind)
            .AddFactKind(HotlineShiftFact.Kind);

    public static void MapInterventions(this RouteGroupBuilder api)
    {
        var interventions = api.MapGroup("/interventions").WithTags("Interventions");
        interventions
            .MapGet("/", (Api api, [AsParameters] ListInterventions list) => api.Send(list))
            .WithSummary("Visits, help from afar and delegations of staff, newest first, by page");
        interventions
            .MapPost("/", (Api api, LogIntervention intervention) =>
                api.Create(intervention, i => $"/api/v1/interventions/{i.Id}", i => i.Version)
            )
            .Produces<InterventionDetails>(201);
        interventions
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetIntervention(id), i => i.Version))
            .Sends<GetIntervention>()
            .Produces<InterventionDetails>()
            .WithSummary("One intervention, with who took part and the tickets dealt with");
        interventions
            .MapPut("/{id:long}", (Api api, long id, ChangeIntervention intervention) =>
                api.Show(intervention with { Id = id, Version = api.Version }, i => i.Version)
            )
            .Produces<InterventionDetails>();
        interventions
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteIntervention(id, api.Version)))
            .Sends<DeleteIntervention>()
            .Produces(204)
            .WithSummary("Deletes an intervention with its lines of worked time; the history keeps it");

        var shifts = api.MapGroup("/hotline-shifts").WithTags("Hotline");
        shifts
            .MapGet("/", (Api api, [AsParameters] ListHotlineShifts list) => api.Send(list))
            .WithSummary("Shifts of the hotline, newest first, by page");
        shifts
            .MapPost("/", (Api api, LogHotlineShift shift) => api.Create(shift, s => $"/api/v1/hotline-shifts/{s.Id}", s => s.Version))
            .Produces<HotlineShiftDetails>(201);
        shifts
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetHotlineShift(id), s => s.Version))
            .Sends<GetHotlineShift>()
            .Produces<HotlineShiftDetails>()
            .WithSummary("One shift of the hotline");
        shifts
            .MapPut("/{id:long}", (Api api, long id, ChangeHotlineShift shift) =>
                api.Show(shift with { Id = id, Version = api.Version }, s => s.Version)
            )
            .Produces<HotlineShiftDetails>();
        shifts
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteHotlineShift(id, api.Version)))
            .Sends<DeleteHotlineShift>()
            .Produces(204)
            .WithSummary("Deletes a shift with its line of worked time; the history keeps it");
    }
}
