using MediatR;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>How many disputes wait for an answer, and how many answers the member has not read.</summary>
[Requires(Permission.ReadDisputes)]
public sealed record CountDisputes : IQuery<DisputeCounts>;

public sealed record DisputeCounts
{
    public int Open { get; init; }
    public int UnreadAnswers { get; init; }
}

sealed class CountDisputesHandler(DisputeReader reader) : IRequestHandler<CountDisputes, DisputeCounts>
{
    public Task<DisputeCounts> Handle(CountDisputes request, CancellationToken ct) => reader.Count(ct);
}
