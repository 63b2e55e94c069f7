using System.Globalization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Imports, newest first, by page.</summary>
[Requires(Permission.ImportFiles)]
public sealed record ListImports : IQuery<Page<ImportLine>>
{
    /// <summary><c>next</c> of the page before.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListImportsValidator : AbstractValidator<ListImports>
{
    public ListImportsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<ImportLine>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After)
            .Must(after => after is null || long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .WithMessage(_ => CommonWords.AfterInvalid);
    }
}

sealed class ListImportsHandler(Db db) : IRequestHandler<ListImports, Page<ImportLine>>
{
    public async Task<Page<ImportLine>> Handle(ListImports request, CancellationToken ct)
    {
        var limit = Paging.LimitOf(request.Limit);
        var before = request.After is null ? long.MaxValue : long.Parse(request.After, CultureInfo.InvariantCulture);
        var rows = await db.Query<ImportRow>(ImportsSql + db.Dialect.FirstRows, new { Before = before, Take = limit + 1 }, ct);
        return Page<ImportLine>.Of([.. rows.Select(ImportReader.LineOf)], limit, import =>
            import.Id.ToString(CultureInfo.InvariantCulture)
        );
    }

    const string ImportsSql = $"{ImportReader.SelectImportsSql} WHERE i.Id < @Before ORDER BY i.Id DESC";
}
