using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>Closures of a year, or of all years, oldest first. Public holidays are computed, and not among them.</summary>
[Requires(Permission.ReadAbsences)]
public sealed record ListClosures : IQuery<Page<Closure>>
{
    public int? Year { get; init; }
}

sealed class ListClosuresValidator : AbstractValidator<ListClosures>
{
    public ListClosuresValidator() => RuleFor(l => l.Year).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
}

sealed class ListClosuresHandler(Db db, ReferentialCache cache) : IRequestHandler<ListClosures, Page<Closure>>
{
    public async Task<Page<Closure>> Handle(ListClosures request, CancellationToken ct)
    {
        var all = await cache.Read(db, ct);
        var years = new { From = new DateOnly(request.Year ?? 2000, 1, 1), To = new DateOnly(request.Year ?? 2100, 12, 31) };
        return new([.. (await db.Query<ClosureRow>(ClosuresSql, years, ct)).Select(row => Closures.DetailsOf(row, all))], null);
    }

    const string ClosuresSql = $"""
        {ClosureRow.SelectClosuresSql}
        WHERE c.EndsOn >= @From AND c.StartsOn <= @To
        ORDER BY c.StartsOn, c.Id
        """;
}
