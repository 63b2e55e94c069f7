using System.Globalization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>Allocations of a period, a year's with those of its months, newest first, by page.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record ListAllocations : IQuery<Page<AllocationSummary>>
{
    /// <summary><c>2017</c> or <c>2017-03</c>; blank for all.</summary>
    public string? Period { get; init; }

    public string? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListAllocationsValidator : AbstractValidator<ListAllocations>
{
    public ListAllocationsValidator()
    {
        RuleFor(l => l.Period)
            .Must(period => period is null || PeriodText.Parse(period) is not null)
            .WithMessage(_ => CommonWords.PeriodShape);
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<AllocationSummary>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After)
            .Must(after => after is null || long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .WithMessage(_ => CommonWords.AfterInvalid);
    }
}

sealed class ListAllocationsHandler(AllocationReader reader) : IRequestHandler<ListAllocations, Page<AllocationSummary>>
{
    public async Task<Page<AllocationSummary>> Handle(ListAllocations request, CancellationToken ct)
    {
        var limit = Paging.LimitOf(request.Limit);
        var before = request.After is { } after ? long.Parse(after, CultureInfo.InvariantCulture) : long.MaxValue;
        return Page<AllocationSummary>.Of(await reader.List(PeriodText.Parse(request.Period), before, limit + 1, ct), limit, allocation =>
            allocation.Id.ToString(CultureInfo.InvariantCulture)
        );
    }
}
