namespace Siim94.ITSM.Features.Reports;

static class ReportRoutes
{
    public static void MapReports(this RouteGroupBuilder api)
    {
    }
}
