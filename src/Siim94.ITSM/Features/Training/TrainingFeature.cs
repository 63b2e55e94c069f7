using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Training;

static class TrainingFeature
{
    public static IServiceCollection AddTraining(this IServiceCollection services) =>
        services
            .AddScoped<TrainingSessionWriter>()
            .AddScoped<TrainingSessionReader>()
            .AddFactKind(TrainingSessionFact.Kind)
            .AddFactKind(AttendanceFact.Kind);

    public static void MapTraining(this RouteGroupBuilder api)
    {
        var sessions = api.MapGroup("/training-sessions").WithTags("Formations");
        sessions
            .MapGet("/", (Api api, [AsParameters] ListTrainingSessions list) => api.Send(list))
            .WithSummary("Training sessions, newest first, by page");
        sessions
            .MapPost("/", (Api api, LogTrainingSession session) =>
                api.Create(session, s => $"/api/v1/training-sessions/{s.Id}", s => s.Version)
            )
            .Produces<TrainingSessionDetails>(201);
        sessions
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetTrainingSession(id), s => s.Version))
            .Sends<GetTrainingSession>()
            .Produces<TrainingSessionDetails>()
            .WithSummary("One training session, with its trainers and the people present by member");
        sessions
            .MapPut("/{id:long}", (Api api, long id, ChangeTrainingSession session) =>
                api.Show(session with { Id = id, Version = api.Version }, s => s.Version)
            )
            .Produces<TrainingSessionDetails>();
        sessions
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteTrainingSession(id, api.Version)))
            .Sends<DeleteTrainingSession>()
            .Produces(204)
            .WithSummary("Deletes a training session with its lines of worked time; the history keeps it");
    }
}
