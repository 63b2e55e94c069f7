using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Closing;

/// <summary>What stands in the way of closing a month or a year. Changes nothing.</summary>
[Requires(Permission.ClosePeriods)]
public sealed record GetClosingChecks : IQuery<IReadOnlyList<ClosingCheck>>
{
    public int? Year { get; init; }

    /// <summary>1 to 12; blank for the whole year.</summary>
    public int? Month { get; init; }
}

/// <summary>One check.</summary>
/// <param name="Code"><c>over</c>, <c>pending</c>, <c>drift</c>, <c>missing-days</c>, <c>drafts</c>, <c>open-tickets</c>, <c>disputes</c>
/// or <c>reconciliation</c>.</param>
/// <param name="State"><c>ok</c>, <c>information</c>, <c>warning</c> (to be corrected or confirmed) or <c>blocking</c>.</param>
/// <param name="Message">For people, in the reader's language.</param>
/// <param name="Details">One by one what the message counts.</param>
public sealed record ClosingCheck(string Code, string State, string Message, IReadOnlyList<string> Details);

sealed class GetClosingChecksValidator : AbstractValidator<GetClosingChecks>
{
    public GetClosingChecksValidator()
    {
        RuleFor(c => c.Year)
            .NotNull()
            .WithMessage(_ => Words.YearMissing)
            .InclusiveBetween(2000, 2100)
            .WithMessage(_ => Words.YearOutOfRange);
        RuleFor(c => c.Month).InclusiveBetween(1, 12).WithMessage(_ => Words.MonthOutOfRange);
    }
}

sealed class GetClosingChecksHandler(ClosingChecks checks) : IRequestHandler<GetClosingChecks, IReadOnlyList<ClosingCheck>>
{
    public Task<IReadOnlyList<ClosingCheck>> Handle(GetClosingChecks request, CancellationToken ct) =>
        checks.Run(new(request.Year!.Value, request.Month), ct);
}
