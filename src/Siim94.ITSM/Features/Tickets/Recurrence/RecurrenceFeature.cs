namespace Siim94.ITSM.Features.Tickets;

static class RecurrenceFeature
{
    public static void MapRecurrentTickets(this RouteGroupBuilder api)
    {
        var recurrent = api.MapGroup("/recurrent-tickets").WithTags("Gabarits");
        recurrent
            .MapGet("/", (Api api) => api.Send(new ListRecurrentTickets()))
            .Sends<ListRecurrentTickets>()
            .WithSummary("What is opened again and again, the oldest first");
        recurrent
            .MapPost("/", (Api api, AddRecurrentTicket ticket) =>
                api.Create(ticket, t => $"/api/v1/recurrent-tickets/{t.Id}", t => t.Version)
            )
            .Produces<RecurrentTicketDetails>(201);
        recurrent
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetRecurrentTicket(id), t => t.Version))
            .Sends<GetRecurrentTicket>()
            .Produces<RecurrentTicketDetails>()
            .WithSummary("One ticket that is opened again and again");
        recurrent
            .MapPut("/{id:long}", (Api api, long id, ChangeRecurrentTicket ticket) =>
                api.Show(ticket with { Id = id, Version = api.Version }, t => t.Version)
            )
            .Produces<RecurrentTicketDetails>();
        recurrent
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteRecurrentTicket(id, api.Version)))
            .Sends<DeleteRecurrentTicket>()
            .Produces(204)
            .WithSummary("Has a ticket opened no more");
    }
}
