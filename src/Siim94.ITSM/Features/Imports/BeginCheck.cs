using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>What a check starts from.</summary>
[Requires(Permission.ImportFiles)]
sealed record BeginCheck(ImportRow Import) : IQuery<CheckStart>;

/// <param name="Run">What the check remembers.</param>
/// <param name="Revision">The referentials that rows are checked against; when they change meanwhile, nothing is written.</param>
/// <param name="File">The file, for its reader to close.</param>
sealed record CheckStart(CheckRun Run, long Revision, FileStream File);

sealed class BeginCheckHandler(Db db, ImportFile files, ImportSpellings spellings) : IRequestHandler<BeginCheck, CheckStart>
{
    public async Task<CheckStart> Handle(BeginCheck request, CancellationToken ct) =>
        new(
            new(request.Import, await spellings.Chosen(request.Import.Id, ct)),
            await ReferentialCache.Revision(db, ct),
            await files.Open(request.Import.Id, int.MaxValue, ct)
        );
}
