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
sealed record CheckedRows(IReadOnlyList<object> Staged, IReadOnlyList<ImportProblem> Problems, int RefusedCount);

sealed class CheckRowsHandler(RowChecker checker, ReferentialLookup lookup) : IRequestHandler<CheckRows, CheckedRows>
{
    public async Task<CheckedRows> Handle(CheckRows request, CancellationToken ct)
    {
        var all = await lookup.Referentials(ct);
        var (staged, problems, refused) = (new List<object>(), new List<ImportProblem>(), 0);
        foreach (var fileRow in request.Rows)
        {
            request.Run.HiddenRowCount += fileRow.IsHidden ? 1 : 0;
            var (accepted, row) = await checker.Check(fileRow, request.Run, all, ct);
            if (accepted is not null)
            {
                staged.Add(accepted);
                continue;
            }
            refused++;
            problems.AddRange(row.Problems);
        }
        return new(staged, problems, refused);
    }
}
