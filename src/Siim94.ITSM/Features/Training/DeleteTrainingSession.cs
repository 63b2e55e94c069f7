using MediatR;

namespace Siim94.ITSM.Features.Training;

/// <summary>Deletes a session with its lines; the history keeps it.</summary>
[Requires(Permission.LogTrainingSessions)]
public sealed record DeleteTrainingSession(long Id, long Version) : ICommand<Unit>;

sealed class DeleteTrainingSessionHandler(TrainingSessionWriter writer, TrainingSessionReader reader, Audit audit)
    : IRequestHandler<DeleteTrainingSession, Unit>
{
    public async Task<Unit> Handle(DeleteTrainingSession request, CancellationToken ct)
    {
        var before = await reader.Get(request.Id, ct);
        await writer.Remove(before, request.Version, ct);
        await audit.Record("training-session", request.Id, "delete", before, null, ct);
        return Unit.Value;
    }
}
