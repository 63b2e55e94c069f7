namespace Siim94.ITSM.Features.Reconciliation;

static class ReconciliationRoutes
{
    public static void MapReconciliation(this RouteGroupBuilder api)
    {
    }
}
