using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Training;

/// <summary>Logs a training session: who was there, and the trainers' lines of session and preparation.</summary>
[Requires(Permission.LogTrainingSessions)]
public sealed record LogTrainingSession : TrainingSessionFields, ICommand<TrainingSessionDetails>;

sealed class LogTrainingSessionValidator : AbstractValidator<LogTrainingSession>
{
    public LogTrainingSessionValidator() => Include(new TrainingSessionFieldsValidator());
}

sealed class LogTrainingSessionHandler(TrainingSessionWriter writer, TrainingSessionReader reader)
    : IRequestHandler<LogTrainingSession, TrainingSessionDetails>
{
    public async Task<TrainingSessionDetails> Handle(LogTrainingSession request, CancellationToken ct) =>
        await reader.Get(await writer.Add(request, ct), ct);
}
