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
    public string? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListHotlineShiftsValidator : AbstractValidator<ListHotlineShifts>
{
    public ListHotlineShiftsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<HotlineShiftDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After).Must(after => after is null || DayKey.TryParse(after, out _)).WithMessage(_ => CommonWords.AfterInvalid);
    }
}

sealed class ListHotlineShiftsHandler(HotlineShiftStore shifts) : IRequestHandler<ListHotlineShifts, Page<HotlineShiftDetails>>
{
    public Task<Page<HotlineShiftDetails>> Handle(ListHotlineShifts request, CancellationToken ct) => shifts.List(request, ct);
}
