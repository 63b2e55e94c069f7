using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>One import: how far it is, and what its check has found.</summary>
[Requires(Permission.ImportFiles)]
public sealed record GetImport(long Id) : IQuery<ImportDetails>;

sealed class GetImportHandler(ImportReader reader) : IRequestHandler<GetImport, ImportDetails>
{
    public Task<ImportDetails> Handle(GetImport request, CancellationToken ct) => reader.Get(request.Id, ct);
}
