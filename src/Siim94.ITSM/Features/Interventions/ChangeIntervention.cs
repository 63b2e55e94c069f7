using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Interventions;

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
