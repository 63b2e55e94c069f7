using MediatR;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>One key figure, with what became of each of its values.</summary>
[Requires(Permission.ReadKeyFigures)]
public sealed record GetKeyFigure(string Code) : IQuery<KeyFigureDetails>;

/// <param name="Changes">Newest first, five hundred at most.</param>
public sealed record KeyFigureDetails(KeyFigureLine Figure, IReadOnlyList<KeyFigureChange> Changes);

public sealed record KeyFigureLine
{
    /// <summary>Number that the history knows it by.</summary>
    public long Id { get; init; }

    public string Code { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public string Group { get; init; } = "";
    public string Unit { get; init; } = "";

    /// <summary>Of a business figure.</summary>
    public string? Domain { get; init; }

    /// <summary>Of staff.</summary>
    public string? Department { get; init; }

    /// <summary>Of staff; null when it is not told.</summary>
    public string? Grade { get; init; }

    public bool IsMonthly { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public long Version { get; init; }

    /// <summary>Oldest first, years before months.</summary>
    public IReadOnlyList<KeyFigureValue> Values { get; init; } = [];

    /// <summary>Periods that are over and have no value. Nothing fills them in.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <param name="Period"><c>2017</c> or <c>2017-03</c>.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Version">To be stated by whoever corrects it.</param>
public sealed record KeyFigureValue(string Period, decimal Value, string? Source = null, string? Note = null, long Version = 1);

/// <param name="Before">Null when the value was set for the first time.</param>
/// <param name="After">Null when it was deleted.</param>
public sealed record KeyFigureChange(DateTime At, string ByName, string Period, KeyFigureValue? Before, KeyFigureValue? After);

sealed class GetKeyFigureHandler(KeyFigureReader reader) : IRequestHandler<GetKeyFigure, KeyFigureDetails>
{
    public Task<KeyFigureDetails> Handle(GetKeyFigure request, CancellationToken ct) => reader.Details(request.Code, ct);
}
