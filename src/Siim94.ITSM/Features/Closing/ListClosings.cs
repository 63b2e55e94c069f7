using System.Globalization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Closing;

/// <summary>Closings, newest first, by page.</summary>
[Requires(Permission.ReadHistory)]
public sealed record ListClosings : IQuery<Page<ClosingDetails>>
{
    public int? Year { get; init; }

    /// <summary><c>next</c> of the page before.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListClosingsValidator : AbstractValidator<ListClosings>
{
    public ListClosingsValidator()
    {
        RuleFor(l => l.Year).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<ClosingDetails>.MaximumLimit).WithMessage(_ => Words.LimitOutOfRange);
        RuleFor(l => l.After)
            .Must(after => after is null || long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .WithMessage(_ => Words.AfterInvalid);
    }
}

sealed class ListClosingsHandler(Db db) : IRequestHandler<ListClosings, Page<ClosingDetails>>
{
    public async Task<Page<ClosingDetails>> Handle(ListClosings request, CancellationToken ct)
    {
        var limit = Paging.LimitOf(request.Limit);
        var rows = await db.Query<ClosingRow>(
            ClosingsSql + db.Dialect.FirstRows,
            new
            {
                From = new DateOnly(request.Year ?? 2000, 1, 1),
                To = new DateOnly(request.Year ?? 2100, 12, 31),
                After = request.After is null ? long.MaxValue : long.Parse(request.After, CultureInfo.InvariantCulture),
                Take = limit + 1,
            },
            ct
        );
        return Page<ClosingDetails>.Of([.. rows.Select(row => row.Details)], limit, closing => $"{closing.Id}");
    }

    const string ClosingsSql = $"""
        {ClosingReader.SelectClosingsSql}
        WHERE p.FirstOn BETWEEN @From AND @To AND p.Id < @After
        ORDER BY p.Id DESC
        """;
}
