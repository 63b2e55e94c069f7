using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Deletes an intervention with its lines; the history keeps it.</summary>
[Requires(Permission.LogInterventions)]
public sealed record DeleteIntervention(long Id, long Version) : ICommand<Unit>;

sealed class DeleteInterventionHandler(InterventionWriter writer, InterventionReader reader, Audit audit)
    : IRequestHandler<DeleteIntervention, Unit>
{
    public async Task<Unit> Handle(DeleteIntervention request, CancellationToken ct)
    {
        var before = await reader.Get(request.Id, ct);
        await writer.Remove(before, request.Version, ct);
        await audit.Record("intervention", request.Id, "delete", before, null, ct);
        return Unit.Value;
    }
}
