using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>Disputes, newest first, by page; people of a member see those of the member.</summary>
[Requires(Permission.ReadDisputes)]
public sealed record ListDisputes : IQuery<Page<DisputeDetails>>
{
    /// <summary><c>open</c>, <c>accepted</c> or <c>rejected</c>; all without it.</summary>
    public string? State { get; init; }

    public long? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListDisputesValidator : AbstractValidator<ListDisputes>
{
    public ListDisputesValidator()
    {
        RuleFor(l => l.State).Must(state => state is null || DisputeState.All.Contains(state)).WithMessage(_ => Words.StateUnknown);
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<DisputeDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
    }
}

sealed class ListDisputesHandler(DisputeReader reader) : IRequestHandler<ListDisputes, Page<DisputeDetails>>
{
    public Task<Page<DisputeDetails>> Handle(ListDisputes request, CancellationToken ct) => reader.List(request, ct);
}
