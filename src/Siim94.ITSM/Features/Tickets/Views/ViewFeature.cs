namespace Siim94.ITSM.Features.Tickets;

static class ViewFeature
{
    public static IServiceCollection AddViews(this IServiceCollection services) => services.AddScoped<ViewCatalog>();

    public static void MapViews(this RouteGroupBuilder api)
    {
        var views = api.MapGroup("/views").WithTags("Vues");
        views
            .MapGet("/", (Api api) => api.Send(new ListViews()))
            .Sends<ListViews>()
            .WithSummary("Views of tickets: the product's, then one's own and those that are shared, by name");
        views
            .MapPost("/", (Api api, SaveView view) => api.Create(view, v => $"/api/v1/views/{v.Id}", v => v.Version))
            .Produces<ViewDetails>(201);
        views
            .MapGet("/counts", (Api api) => api.Send(new CountViews()))
            .Sends<CountViews>()
            .WithSummary("The views in one's menu, and how many tickets each shows");
        views
            .MapGet("/{id}", (Api api, string id) => api.Show(new GetView(id), v => v.Version))
            .Sends<GetView>()
            .Produces<ViewDetails>()
            .WithSummary("One view");
        views
            .MapPut("/{id}", (Api api, string id, ChangeView view) =>
                api.Show(view with { Id = id, Version = api.Version }, v => v.Version)
            )
            .Produces<ViewDetails>();
        views
            .MapDelete("/{id}", (Api api, string id) => api.Do(new DeleteView(id, api.Version)))
            .Sends<DeleteView>()
            .Produces(204)
            .WithSummary("Deletes a saved view, and takes it out of every menu");
        views
            .MapPost("/{id}/pin", (Api api, string id) => api.Show(new PinView(id, true), v => v.Version))
            .Sends<PinView>()
            .Produces<ViewDetails>()
            .WithSummary("Puts a view into one's menu");
        views
            .MapPost("/{id}/unpin", (Api api, string id) => api.Show(new PinView(id, false), v => v.Version))
            .Sends<PinView>()
            .Produces<ViewDetails>()
            .WithSummary("Takes a view out of one's menu");
        views
            .MapGet("/{id}/tickets", (Api api, string id, string? after, int? limit) => api.Send(new ListViewTickets(id, after, limit)))
            .Sends<ListViewTickets>()
            .WithSummary("Tickets of a view, in its order, by page");
        views
            .MapGet("/{id}/count", (Api api, string id) => api.Send(new CountView(id)))
            .Sends<CountView>()
            .WithSummary("How many tickets a view shows");
    }
}
