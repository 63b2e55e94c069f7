using System.Globalization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Closing;

/// <summary>One closing of a month or a year, and what became of it.</summary>
public sealed record ClosingDetails
{
    public long Id { get; init; }
    public int Year { get; init; }

    /// <summary>Blank for a year.</summary>
    public int? Month { get; init; }

    public DateTime ClosedAt { get; init; }
    public string ClosedByName { get; init; } = "";

    /// <summary>Number of the edition that it published; blank for a month closed with its year.</summary>
    public int? Edition { get; init; }

    /// <summary>Blank while it holds.</summary>
    public DateTime? ReopenedAt { get; init; }

    public string? ReopenedByName { get; init; }
    public string? ReopenReason { get; init; }
}

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
            ClosingsSql + db.Dialect.Page,
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

/// <summary>Reads closings.</summary>
static class ClosingReader
{
    public const string SelectClosingsSql = """
        SELECT p.Id, p.Period, p.ClosedAt, c.DisplayName AS ClosedByName, p.ReopenedAt, r.DisplayName AS ReopenedByName, p.ReopenReason,
               e.Number AS Edition
        FROM ClosedPeriods p
        LEFT JOIN Users c ON c.Id = p.ClosedByUserId
        LEFT JOIN Users r ON r.Id = p.ReopenedByUserId
        LEFT JOIN Editions e ON e.ClosedPeriodId = p.Id
        """;

    /// <exception cref="Refusal">Not there.</exception>
    public static async Task<ClosingDetails> Get(Db db, long id, CancellationToken ct) =>
        (await db.FirstOrDefault<ClosingRow>(ClosingSql, new { Id = id }, ct))?.Details ?? throw RequestErrors.NotFound();

    const string ClosingSql = $"{SelectClosingsSql} WHERE p.Id = @Id";

    /// <summary>The closing that holds for a period.</summary>
    public static async Task<ClosingDetails> Current(Db db, Period period, CancellationToken ct) =>
        (await db.FirstOrDefault<ClosingRow>(CurrentSql, new { Period = period.Number }, ct))!.Details;

    const string CurrentSql = $"{SelectClosingsSql} WHERE p.Period = @Period AND p.ReopenedAt IS NULL";
}

/// <summary>A row of ClosedPeriods with the names and the edition that belong to it.</summary>
sealed record ClosingRow
{
    public long Id { get; init; }
    public int Period { get; init; }
    public DateTime ClosedAt { get; init; }
    public string? ClosedByName { get; init; }
    public int? Edition { get; init; }
    public DateTime? ReopenedAt { get; init; }
    public string? ReopenedByName { get; init; }
    public string? ReopenReason { get; init; }

    public ClosingDetails Details
    {
        get
        {
            var period = Kernel.Time.Period.Of(Period)!.Value;
            return new()
            {
                Id = Id,
                Year = period.Year,
                Month = period.Month,
                ClosedAt = ClosedAt,
                ClosedByName = ClosedByName ?? CurrentUser.System.DisplayName,
                Edition = Edition,
                ReopenedAt = ReopenedAt,
                ReopenedByName = ReopenedAt is null ? null : ReopenedByName ?? CurrentUser.System.DisplayName,
                ReopenReason = ReopenReason,
            };
        }
    }
}
