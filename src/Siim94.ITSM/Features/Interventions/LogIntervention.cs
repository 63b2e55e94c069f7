using System.Text.Json.Serialization;
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

/// <summary>Changes an intervention and writes its lines of worked time anew. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.LogInterventions)]
public sealed record ChangeIntervention : InterventionFields, ICommand<InterventionDetails>
{
    public ChangeIntervention() { }

    /// <summary>A change to what was entered.</summary>
    internal ChangeIntervention(InterventionFields fields)
        : base(fields) { }

    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeInterventionValidator : AbstractValidator<ChangeIntervention>
{
    public ChangeInterventionValidator() => Include(new InterventionFieldsValidator());
}

sealed class ChangeInterventionHandler(InterventionWriter writer, InterventionReader reader, Audit audit)
    : IRequestHandler<ChangeIntervention, InterventionDetails>
{
    public async Task<InterventionDetails> Handle(ChangeIntervention request, CancellationToken ct)
    {
        var before = await reader.Get(request.Id, ct);
        await writer.Replace(before, request.Version, request, ct);
        var after = await reader.Get(request.Id, ct);
        await audit.Record("intervention", request.Id, "change", before, after, ct);
        return after;
    }
}

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
