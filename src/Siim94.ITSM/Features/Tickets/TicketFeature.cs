using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Kernel.Live;

namespace Siim94.ITSM.Features.Tickets;

static class TicketFeature
{
    public static IServiceCollection AddTickets(this IServiceCollection services) =>
        services
            .AddScoped<TicketResolver>()
            .AddScoped<TicketSteps>()
            .AddScoped<TicketReader>()
            .AddFactKind(TicketFact.Kind)
            .AddLiveMark(TicketLive.Mark);

    public static void MapTickets(this RouteGroupBuilder api)
    {
        var tickets = api.MapGroup("/tickets").WithTags("Tickets");
        tickets.MapGet("/", (Api api, [AsParameters] ListTickets list) => api.Send(list)).WithSummary("Tickets, newest first, by page");
        tickets
            .MapPost("/", (Api api, OpenTicket ticket) => api.Create(ticket, t => $"/api/v1/tickets/{t.Number}", t => t.Version))
            .Produces<TicketDetails>(201);
        tickets
            .MapGet("/{number:long}", (Api api, long number) => api.Show(new GetTicket(number), t => t.Version))
            .Sends<GetTicket>()
            .Produces<TicketDetails>()
            .WithSummary("One ticket with its timeline, oldest event first");
        tickets
            .MapPut("/{number:long}", (Api api, long number, ChangeTicket ticket) =>
                api.Show(ticket with { Number = number, Version = api.Version }, t => t.Version)
            )
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/take-charge", (Api api, long number, TakeTicketInCharge? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/plan", (Api api, long number, PlanTicket step) => Move(api, number, step))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/hold", (Api api, long number, HoldTicket? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/resolve", (Api api, long number, ResolveTicket? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/close", (Api api, long number, CloseTicket? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/reopen", (Api api, long number, ReopenTicket? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/follow-ups", (Api api, long number, FollowUpTicket followUp) =>
                api.Show(followUp with { Number = number }, t => t.Version)
            )
            .Produces<TicketDetails>();
    }

    static Task<IResult> Move<TStep>(Api api, long number, TStep step)
        where TStep : TicketStep => api.Show(step with { Number = number, Version = api.StatedVersion }, t => t.Version);
}
