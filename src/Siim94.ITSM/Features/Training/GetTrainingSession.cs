using MediatR;

namespace Siim94.ITSM.Features.Training;

/// <summary>One session.</summary>
[Requires(Permission.ReadTrainingSessions)]
public sealed record GetTrainingSession(long Id) : IQuery<TrainingSessionDetails>;

sealed class GetTrainingSessionHandler(TrainingSessionReader reader) : IRequestHandler<GetTrainingSession, TrainingSessionDetails>
{
    public Task<TrainingSessionDetails> Handle(GetTrainingSession request, CancellationToken ct) => reader.Get(request.Id, ct);
}
