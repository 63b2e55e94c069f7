using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>One intervention.</summary>
[Requires(Permission.ReadInterventions)]
public sealed record GetIntervention(long Id) : IQuery<InterventionDetails>;

sealed class GetInterventionHandler(InterventionReader reader) : IRequestHandler<GetIntervention, InterventionDetails>
{
    public Task<InterventionDetails> Handle(GetIntervention request, CancellationToken ct) => reader.Get(request.Id, ct);
}
