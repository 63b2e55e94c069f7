using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>How many shifts a list holds, on all of its pages.</summary>
[Requires(Permission.ReadHotlineShifts)]
public sealed record CountHotlineShifts(ListHotlineShifts List) : IQuery<int>;

sealed class CountHotlineShiftsValidator : AbstractValidator<CountHotlineShifts>
{
    public CountHotlineShiftsValidator() => RuleFor(c => c.List).SetValidator(new ListHotlineShiftsValidator());
}

sealed class CountHotlineShiftsHandler(HotlineShiftStore shifts) : IRequestHandler<CountHotlineShifts, int>
{
    public Task<int> Handle(CountHotlineShifts request, CancellationToken ct) => shifts.Count(request.List, ct);
}
