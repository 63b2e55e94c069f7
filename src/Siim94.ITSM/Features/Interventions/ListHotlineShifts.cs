using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Shifts, newest first, by page.</summary>
[Requires(Permission.ReadHotlineShifts)]
public sealed record ListHotlineShifts : IQuery<Page<HotlineShiftDetails>>
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Agent { get; init; }

    /// <summary><c>day</c>, <c>agent</c> or <c>duration</c>; downwards with a minus. The newest first by default.</summary>
    public string? Sort { get; init; }

    /// <summary>What the page before said as <c>next</c>, in the same order.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListHotlineShiftsValidator : AbstractValidator<ListHotlineShifts>
{
    public ListHotlineShiftsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<HotlineShiftDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.Sort)
            .Must(sort => HotlineShiftOrder.Parse(sort) is not null)
            .WithMessage(_ => string.Format(CommonWords.SortUnknown, string.Join(", ", HotlineShiftOrder.Names)));
        RuleFor(l => l.After)
            .Must((list, after) => after is null || HotlineShiftOrder.Parse(list.Sort)?.Read(after) is not null)
            .WithMessage(_ => CommonWords.AfterUnknown);
    }
}

sealed class ListHotlineShiftsHandler(HotlineShiftStore shifts) : IRequestHandler<ListHotlineShifts, Page<HotlineShiftDetails>>
{
    public Task<Page<HotlineShiftDetails>> Handle(ListHotlineShifts request, CancellationToken ct) => shifts.List(request, ct);
}
