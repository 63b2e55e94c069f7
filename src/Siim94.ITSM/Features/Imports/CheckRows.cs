using System.Globalization;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Checks some rows of a file as its importer, by the rules of everybody's input. Outside any transaction: others write meanwhile.
/// </summary>
[Requires(Permission.ImportFiles)]
sealed record CheckRows(CheckRun Run, IReadOnlyList<FileRow> Rows) : IQuery<CheckedRows>;

/// <param name="Staged">Rows that may be written.</param>
/// <param name="Problems">What is wrong with the others.</param>
/// <param name="RefusedCount">How many those are.</param>
sealed record CheckedRows(IReadOnlyList<object> Staged, IReadOnlyList<SpokenProblem> Problems, int RefusedCount);

/// <summary>What is wrong with a line, in the words of all who may read it: they are not always those of who had it checked.</summary>
sealed record SpokenProblem(ImportProblem InFrench, string? MessageInEnglish);

sealed class CheckRowsHandler(RowChecker checker, ReferentialLookup lookup) : IRequestHandler<CheckRows, CheckedRows>
{
    public async Task<CheckedRows> Handle(CheckRows request, CancellationToken ct)
    {
        var all = await lookup.Referentials(ct);
        var (staged, problems, refused) = (new List<object>(), new List<SpokenProblem>(), 0);
        foreach (var fileRow in request.Rows)
        {
            request.Run.HiddenRowCount += fileRow.IsHidden ? 1 : 0;
            var (accepted, row) = await CheckIn(SpokenLanguage.French, fileRow, request.Run, all, ct);
            if (accepted is not null)
            {
                staged.Add(accepted);
                continue;
            }
            refused++;
            request.Run.IsRepeated = true;
            var (_, inEnglish) = await CheckIn(SpokenLanguage.English, fileRow, request.Run, all, ct);
            request.Run.IsRepeated = false;
            var english = inEnglish.Problems.ToDictionary(problem => problem.Field, problem => problem.Message);
            problems.AddRange(row.Problems.Select(problem => new SpokenProblem(problem, english.GetValueOrDefault(problem.Field))));
        }
        return new(staged, problems, refused);
    }

    async Task<(object? Staged, RowFields Row)> CheckIn(
        string language,
        FileRow row,
        CheckRun run,
        ReferentialData all,
        CancellationToken ct
    )
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language); // until this method ends
        return await checker.Check(row, run, all, ct);
    }
}
