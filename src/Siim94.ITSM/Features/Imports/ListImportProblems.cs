using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Imports;

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
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<ImportProblem>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After)
            .Must(after => after is null || ProblemKey.Parse(after) is not null)
            .WithMessage(_ => CommonWords.AfterInvalid);
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
