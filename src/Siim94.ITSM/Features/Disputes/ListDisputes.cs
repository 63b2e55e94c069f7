using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

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

/// <summary>One dispute, with all that was said, and what became of the line or figure since.</summary>
[Requires(Permission.ReadDisputes)]
public sealed record GetDispute(long Id) : IQuery<DisputeFile>;

/// <summary>How many disputes wait for an answer, and how many answers the member has not read.</summary>
[Requires(Permission.ReadDisputes)]
public sealed record CountDisputes : IQuery<DisputeCounts>;

public sealed record DisputeCounts
{
    public int Open { get; init; }
    public int UnreadAnswers { get; init; }
}

public record DisputeDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Member { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Address { get; init; } = "";
    public string Reason { get; init; } = "";
    public string State { get; init; } = "";
    public string? Answer { get; init; }
    public DateTime OpenedAt { get; init; }
    public string? OpenedByName { get; init; }
    public DateTime? AnsweredAt { get; init; }
    public string? AnsweredByName { get; init; }

    /// <summary>Answered, and not yet read by the member.</summary>
    public bool IsUnread { get; init; }
}

public sealed record DisputeFile : DisputeDetails
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<DisputeEvent> Events { get; init; } = [];

    /// <summary>What was changed in the contested line since the dispute was opened, oldest first; empty for a figure.</summary>
    public IReadOnlyList<LineCorrection> Corrections { get; init; } = [];

    /// <summary>The contested figure when the dispute was opened, as printed; null for a line.</summary>
    public string? FigureAtOpening { get; init; }

    /// <summary>The same figure now.</summary>
    public string? FigureNow { get; init; }
}

/// <param name="State">What the dispute became: <c>open</c>, <c>accepted</c> or <c>rejected</c>.</param>
/// <param name="Figure">The contested figure at that moment, as printed.</param>
public sealed record DisputeEvent(DateTime At, string? ByName, string State, string Text, string? Figure);

/// <param name="Action"><c>change</c> or <c>delete</c> …</param>
/// <param name="ByName">Null for those who do not see who of the staff does what.</param>
public sealed record LineCorrection(DateTime At, string? ByName, string Action, IReadOnlyList<CorrectedField> Fields);

public sealed record CorrectedField(string Field, string Label, string? Before, string? After);

sealed class ListDisputesValidator : AbstractValidator<ListDisputes>
{
    public ListDisputesValidator()
    {
        RuleFor(l => l.State).Must(state => state is null || DisputeState.All.Contains(state)).WithMessage(_ => Words.StateUnknown);
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<DisputeDetails>.MaximumLimit).WithMessage(_ => TimeWords.LimitOutOfRange);
    }
}

sealed class ListDisputesHandler(DisputeReader reader) : IRequestHandler<ListDisputes, Page<DisputeDetails>>
{
    public Task<Page<DisputeDetails>> Handle(ListDisputes request, CancellationToken ct) => reader.List(request, ct);
}

sealed class GetDisputeHandler(DisputeReader reader) : IRequestHandler<GetDispute, DisputeFile>
{
    public Task<DisputeFile> Handle(GetDispute request, CancellationToken ct) => reader.File(request.Id, ct);
}

sealed class CountDisputesHandler(DisputeReader reader) : IRequestHandler<CountDisputes, DisputeCounts>
{
    public Task<DisputeCounts> Handle(CountDisputes request, CancellationToken ct) => reader.Count(ct);
}
