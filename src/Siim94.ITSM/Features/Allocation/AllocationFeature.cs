using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Allocation;

static class AllocationFeature
{
    public static IServiceCollection AddAllocation(this IServiceCollection services) =>
        services
            .AddScoped<AllocationKeyReader>()
            .AddScoped<AllocationPotReader>()
            .AddScoped<AllocationCalculator>()
            .AddScoped<AllocationReader>()
            .AddScoped<AllocationFigures>()
            .AddDigest(AllocationDigests.Sources)
            .AddDigest(AllocationDigests.Shares);

    public static void MapAllocation(this RouteGroupBuilder api)
    {
        var allocations = api.MapGroup("/allocations").WithTags("Répartition");
        allocations
            .MapGet("/", (Api api, [AsParameters] ListAllocations list) => api.Send(list))
            .WithSummary("Allocations of a month or a year, newest first, by page")
            .WithDescription("A year's with those of its months; all of them without a period.");
        allocations
            .MapPost("/", (Api api, ProposeAllocation proposal) => api.Create(proposal, a => $"/api/v1/allocations/{a.Id}"))
            .Produces<AllocationDetails>(201);
        allocations
            .MapGet("/{id:long}", (Api api, long id) => api.Send(new GetAllocation(id)))
            .Sends<GetAllocation>()
            .WithSummary("One allocation, with what it takes and every member's share explained, in days");
        allocations.MapPost("/{id:long}/accept", (Api api, long id, AcceptAllocation? decision) =>
            api.Send((decision ?? new()) with { Id = id })
        );
        allocations.MapPost("/{id:long}/reject", (Api api, long id, RejectAllocation decision) => api.Send(decision with { Id = id }));
        allocations
            .MapGet("/preview", (Api api, [AsParameters] PreviewAllocation preview) => api.Send(preview))
            .WithSummary("What each member would get of a pot by several keys, in days; nothing is kept");

        allocations
            .MapGet("/pots", (Api api) => api.Send(new ListAllocationPots()))
            .Sends<ListAllocationPots>()
            .WithSummary("The pots of shared time, by name, with what each of them takes");
        allocations
            .MapPost("/pots", (Api api, AddAllocationPot pot) => api.Create(pot, p => $"/api/v1/allocations/pots/{p.Code}", p => p.Version))
            .Produces<AllocationPot>(201);
        allocations
            .MapPut("/pots/{code}", (Api api, string code, ChangeAllocationPot pot) =>
                api.Show(pot with { Code = code, Version = api.Version }, p => p.Version)
            )
            .Produces<AllocationPot>();
        allocations
            .MapGet("/keys", (Api api) => api.Send(new ListAllocationKeys()))
            .Sends<ListAllocationKeys>()
            .WithSummary("The keys that pots are spread by, by name, each with all its versions");
        allocations
            .MapPost("/keys", (Api api, AddAllocationKey key) => api.Create(key, k => $"/api/v1/allocations/keys/{k.Code}"))
            .Produces<AllocationKey>(201);
        allocations
            .MapGet("/counts", (Api api) => api.Send(new ListMemberCounts()))
            .Sends<ListMemberCounts>()
            .WithSummary("How many workstations and users members have, by first day");
        allocations.MapPost("/counts", (Api api, SetMemberCount count) => api.Send(count));
    }
}
