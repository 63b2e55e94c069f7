using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>An import as its job needs it.</summary>
[Requires(Permission.ManageJobs)]
sealed record GetImportRow(long Id) : IQuery<ImportRow>;

sealed class GetImportRowHandler(ImportReader reader) : IRequestHandler<GetImportRow, ImportRow>
{
    public Task<ImportRow> Handle(GetImportRow request, CancellationToken ct) => reader.Row(request.Id, ct);
}
