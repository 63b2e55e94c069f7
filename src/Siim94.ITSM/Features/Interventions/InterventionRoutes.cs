namespace Siim94.ITSM.Features.Interventions;

static class InterventionRoutes
{
    public static void MapInterventions(this RouteGroupBuilder api)
    {
    }
}
