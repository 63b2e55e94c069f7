using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Interventions, newest first unless sorted otherwise, by page.</summary>
[Requires(Permission.ReadInterventions)]
public sealed record ListInterventions : IQuery<Page<InterventionDetails>>
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Member { get; init; }
    public string? Site { get; init; }
    public string? Agent { get; init; }
    public string? Kind { get; init; }

    /// <summary>
    /// <c>day</c>, <c>kind</c>, <c>member</c>, <c>site</c>, <c>agents</c> or <c>duration</c>;
    /// downwards with a minus; up to three, comma between them. The newest first without it.
    /// </summary>
    public string? Sort { get; init; }

    /// <summary>What the page before said as <c>next</c>, in the same order.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListInterventionsValidator : AbstractValidator<ListInterventions>
{
    public ListInterventionsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<InterventionDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.Sort)
            .Must(sort => InterventionOrder.Parse(sort) is not null)
            .WithMessage(_ => string.Format(CommonWords.SortUnknown, string.Join(", ", InterventionOrder.Names)));
        RuleFor(l => l.After)
            .Must((list, after) => after is null || InterventionOrder.Parse(list.Sort)?.Read(after) is not null)
            .WithMessage(_ => CommonWords.AfterUnknown);
        RuleFor(l => l.Kind)
            .Must(kind => kind is null || InterventionKind.ActivityOf(kind) is not null)
            .WithMessage(_ => Words.KindUnknown);
    }
}

sealed class ListInterventionsHandler(InterventionReader reader) : IRequestHandler<ListInterventions, Page<InterventionDetails>>
{
    public Task<Page<InterventionDetails>> Handle(ListInterventions request, CancellationToken ct) => reader.List(request, ct);
}
