using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Training;

/// <summary>Sessions, newest first unless sorted otherwise, by page.</summary>
[Requires(Permission.ReadTrainingSessions)]
public sealed record ListTrainingSessions : IQuery<Page<TrainingSessionDetails>>
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Category { get; init; }
    public string? Agent { get; init; }
    public string? Member { get; init; }

    /// <summary>
    /// <c>startsOn</c>, <c>title</c>, <c>trainers</c>, <c>people</c> or <c>days</c>;
    /// downwards with a minus; up to three, comma between them. The newest first without it.
    /// </summary>
    public string? Sort { get; init; }

    /// <summary>What the page before said as <c>next</c>, in the same order.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListTrainingSessionsValidator : AbstractValidator<ListTrainingSessions>
{
    public ListTrainingSessionsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TrainingSessionDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.Sort)
            .Must(sort => TrainingSessionOrder.Parse(sort) is not null)
            .WithMessage(_ => string.Format(CommonWords.SortUnknown, string.Join(", ", TrainingSessionOrder.Names)));
        RuleFor(l => l.After)
            .Must((list, after) => after is null || TrainingSessionOrder.Parse(list.Sort)?.Read(after) is not null)
            .WithMessage(_ => CommonWords.AfterUnknown);
    }
}

sealed class ListTrainingSessionsHandler(TrainingSessionReader reader) : IRequestHandler<ListTrainingSessions, Page<TrainingSessionDetails>>
{
    public Task<Page<TrainingSessionDetails>> Handle(ListTrainingSessions request, CancellationToken ct) => reader.List(request, ct);
}
