namespace Siim94.ITSM.Features.Referentials;

static class ReferentialRoutes
{
    public static void MapReferentials(this RouteGroupBuilder api)
    {
    }
}
