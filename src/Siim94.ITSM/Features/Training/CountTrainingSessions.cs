using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Training;

/// <summary>How many sessions a list holds, on all of its pages.</summary>
[Requires(Permission.ReadTrainingSessions)]
public sealed record CountTrainingSessions(ListTrainingSessions List) : IQuery<int>;

sealed class CountTrainingSessionsValidator : AbstractValidator<CountTrainingSessions>
{
    public CountTrainingSessionsValidator() => RuleFor(c => c.List).SetValidator(new ListTrainingSessionsValidator());
}

sealed class CountTrainingSessionsHandler(TrainingSessionReader reader) : IRequestHandler<CountTrainingSessions, int>
{
    public Task<int> Handle(CountTrainingSessions request, CancellationToken ct) => reader.Count(request.List, ct);
}
