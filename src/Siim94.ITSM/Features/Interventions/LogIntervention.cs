using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>
/// Logs a visit, help from afar or a delegation of staff, with a ledger line for each agent. Refused when an agent's day would overflow.
/// </summary>
[Requires(Permission.LogInterventions)]
public sealed record LogIntervention : InterventionFields, ICommand<InterventionDetails>;

sealed class LogInterventionValidator : AbstractValidator<LogIntervention>
{
    public LogInterventionValidator() => Include(new InterventionFieldsValidator());
}

sealed class LogInterventionHandler(InterventionWriter writer, InterventionReader reader)
    : IRequestHandler<LogIntervention, InterventionDetails>
{
    public async Task<InterventionDetails> Handle(LogIntervention request, CancellationToken ct) =>
        await reader.Get(await writer.Add(request, ct), ct);
}
