using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>Key figures with their values and their gaps.</summary>
[Requires(Permission.ReadKeyFigures)]
public sealed record ListKeyFigures : IQuery<Page<KeyFigureLine>>
{
    /// <summary><c>platform</c>, <c>production</c>, <c>business</c> or <c>staff</c>; all without it.</summary>
    public string? Kind { get; init; }

    /// <summary>Year from which gaps are told; a figure's first year without it.</summary>
    public int? From { get; init; }

    /// <summary>Last year of which gaps are told.</summary>
    public int? To { get; init; }
}

sealed class ListKeyFiguresValidator : AbstractValidator<ListKeyFigures>
{
    public ListKeyFiguresValidator()
    {
        RuleFor(l => l.Kind).Must(kind => kind is null || KeyFigureKind.All.Contains(kind)).WithMessage(_ => Words.AnyKindUnknown);
        RuleFor(l => l.From).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(l => l.To).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
    }
}

sealed class ListKeyFiguresHandler(KeyFigureReader reader) : IRequestHandler<ListKeyFigures, Page<KeyFigureLine>>
{
    public async Task<Page<KeyFigureLine>> Handle(ListKeyFigures list, CancellationToken ct) =>
        new(await reader.List(list.Kind, list.From, list.To, ct), null);
}
