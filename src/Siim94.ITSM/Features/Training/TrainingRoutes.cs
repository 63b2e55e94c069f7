namespace Siim94.ITSM.Features.Training;

static class TrainingRoutes
{
    public static void MapTraining(this RouteGroupBuilder api)
    {
    }
}
