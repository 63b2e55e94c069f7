namespace Siim94.ITSM.Features.Allocation;

static class AllocationRoutes
{
    public static void MapAllocation(this RouteGroupBuilder api)
    {
        var allocations = api.MapGroup("/allocations").WithTags("Répartition");
        allocations.MapGet("/", (Api api, [AsParameters] ListAllocations list) => api.Send(list));
        allocations.MapPost("/", (Api api, ProposeAllocation proposal) => api.Create(proposal, a => $"/api/v1/allocations/{a.Id}")).Produces<AllocationDetails>(201);
        allocations.MapGet("/{id:long}", (Api api, long id) => api.Send(new GetAllocation(id)));
        allocations.MapPost("/{id:long}/accept", (Api api, long id, AcceptAllocation? decision) => api.Send((decision ?? new()) with { Id = id }));
        allocations.MapPost("/{id:long}/reject", (Api api, long id, RejectAllocation decision) => api.Send(decision with { Id = id }));
        allocations.MapGet("/preview", (Api api, [AsParameters] PreviewAllocation preview) => api.Send(preview));

        allocations.MapGet("/pots", (Api api) => api.Send(new ListAllocationPots()));
        allocations.MapPost("/pots", (Api api, AddAllocationPot pot) => api.Create(pot, p => $"/api/v1/allocations/pots/{p.Code}", p => p.Version)).Produces<AllocationPot>(201);
        allocations.MapPut("/pots/{code}", (Api api, string code, ChangeAllocationPot pot) => api.Show(pot with { Code = code, Version = api.Version }, p => p.Version)).Produces<AllocationPot>();
        allocations.MapGet("/keys", (Api api) => api.Send(new ListAllocationKeys()));
        allocations.MapPost("/keys", (Api api, AddAllocationKey key) => api.Create(key, k => $"/api/v1/allocations/keys/{k.Code}")).Produces<AllocationKey>(201);
        allocations.MapGet("/counts", (Api api) => api.Send(new ListMemberCounts()));
        allocations.MapPost("/counts", (Api api, SetMemberCount count) => api.Send(count));
    }
}
