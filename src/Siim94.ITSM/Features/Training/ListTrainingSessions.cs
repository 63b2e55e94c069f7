using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Training;

/// <summary>Sessions, newest first, by page.</summary>
[Requires(Permission.ReadTrainingSessions)]
public sealed record ListTrainingSessions : IQuery<Page<TrainingSessionDetails>>
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Category { get; init; }
    public string? Agent { get; init; }
    public string? Member { get; init; }
    public string? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListTrainingSessionsValidator : AbstractValidator<ListTrainingSessions>
{
    public ListTrainingSessionsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TrainingSessionDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After).Must(after => after is null || DayKey.TryParse(after, out _)).WithMessage(_ => CommonWords.AfterInvalid);
    }
}

sealed class ListTrainingSessionsHandler(TrainingSessionReader reader) : IRequestHandler<ListTrainingSessions, Page<TrainingSessionDetails>>
{
    public Task<Page<TrainingSessionDetails>> Handle(ListTrainingSessions request, CancellationToken ct) => reader.List(request, ct);
}
