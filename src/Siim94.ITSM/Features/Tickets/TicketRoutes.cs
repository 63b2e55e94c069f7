namespace Siim94.ITSM.Features.Tickets;

static class TicketRoutes
{
    public static void MapTickets(this RouteGroupBuilder api)
    {
    }
}
