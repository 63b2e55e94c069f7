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
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<ImportLine>.MaximumLimit).WithMessage(_ => TimeLog.Words.LimitOutOfRange);
        RuleFor(l => l.After)
            .Must(after => after is null || long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .WithMessage(_ => TimeLog.Words.AfterInvalid);
    }
}

sealed class ListImportsHandler(Db db) : IRequestHandler<ListImports, Page<ImportLine>>
{
    public async Task<Page<ImportLine>> Handle(ListImports request, CancellationToken ct)
    {
        var limit = Paging.LimitOf(request.Limit);
        var before = request.After is null ? long.MaxValue : long.Parse(request.After, CultureInfo.InvariantCulture);
        var rows = await db.Query<ImportRow>(ImportsSql + db.Dialect.Page, new { Before = before, Take = limit + 1 }, ct);
        return Page<ImportLine>.Of([.. rows.Select(ImportReader.LineOf)], limit, import =>
            import.Id.ToString(CultureInfo.InvariantCulture)
        );
    }

    const string ImportsSql = $"{ImportReader.SelectImportsSql} WHERE i.Id < @Before ORDER BY i.Id DESC";
}

/// <summary>One import: how far it is, and what its check has found.</summary>
[Requires(Permission.ImportFiles)]
public sealed record GetImport(long Id) : IQuery<ImportDetails>;

sealed class GetImportHandler(ImportReader reader) : IRequestHandler<GetImport, ImportDetails>
{
    public Task<ImportDetails> Handle(GetImport request, CancellationToken ct) => reader.Get(request.Id, ct);
}

/// <summary>What is wrong with which line of an import, in the order of the file, by page.</summary>
[Requires(Permission.ImportFiles)]
public sealed record ListImportProblems : IQuery<Page<ImportProblem>>
{
    public long Id { get; init; }
    public string? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListImportProblemsValidator : AbstractValidator<ListImportProblems>
{
    public ListImportProblemsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<ImportProblem>.MaximumLimit).WithMessage(_ => TimeLog.Words.LimitOutOfRange);
        RuleFor(l => l.After)
            .Must(after => after is null || ProblemKey.Parse(after) is not null)
            .WithMessage(_ => TimeLog.Words.AfterInvalid);
    }
}

sealed class ListImportProblemsHandler(ImportReader reader) : IRequestHandler<ListImportProblems, Page<ImportProblem>>
{
    public async Task<Page<ImportProblem>> Handle(ListImportProblems request, CancellationToken ct)
    {
        await reader.Row(request.Id, ct);
        var (row, field) = request.After is null ? (0, "") : ProblemKey.Parse(request.After)!.Value;
        var limit = Paging.LimitOf(request.Limit);
        return Page<ImportProblem>.Of(await reader.Problems(request.Id, row, field, limit + 1, ct), limit, problem =>
            $"{problem.Row}_{problem.Field}"
        );
    }
}

/// <summary>Place of a problem in the order of the file: <c>12_day</c>.</summary>
static class ProblemKey
{
    public static (int Row, string Field)? Parse(string text) =>
        text.Split('_') is [var row, var field] && int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, field)
            : null;
}
