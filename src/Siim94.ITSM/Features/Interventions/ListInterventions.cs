using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Interventions, newest first, by page.</summary>
[Requires(Permission.ReadInterventions)]
public sealed record ListInterventions : IQuery<Page<InterventionDetails>>
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Member { get; init; }
    public string? Site { get; init; }
    public string? Agent { get; init; }
    public string? Kind { get; init; }
    public string? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListInterventionsValidator : AbstractValidator<ListInterventions>
{
    public ListInterventionsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<InterventionDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After).Must(after => after is null || DayKey.TryParse(after, out _)).WithMessage(_ => CommonWords.AfterInvalid);
        RuleFor(l => l.Kind)
            .Must(kind => kind is null || InterventionKind.ActivityOf(kind) is not null)
            .WithMessage(_ => Words.KindUnknown);
    }
}

sealed class ListInterventionsHandler(InterventionReader reader) : IRequestHandler<ListInterventions, Page<InterventionDetails>>
{
    public Task<Page<InterventionDetails>> Handle(ListInterventions request, CancellationToken ct) => reader.List(request, ct);
}
