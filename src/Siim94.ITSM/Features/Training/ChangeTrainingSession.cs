using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Training;

/// <summary>Changes a training session and writes its lines of worked time anew. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.LogTrainingSessions)]
public sealed record ChangeTrainingSession : TrainingSessionFields, ICommand<TrainingSessionDetails>
{
    public ChangeTrainingSession() { }

    /// <summary>A change to what was entered.</summary>
    internal ChangeTrainingSession(TrainingSessionFields fields)
        : base(fields) { }

    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeTrainingSessionValidator : AbstractValidator<ChangeTrainingSession>
{
    public ChangeTrainingSessionValidator() => Include(new TrainingSessionFieldsValidator());
}

sealed class ChangeTrainingSessionHandler(TrainingSessionWriter writer, TrainingSessionReader reader, Audit audit)
    : IRequestHandler<ChangeTrainingSession, TrainingSessionDetails>
{
    public async Task<TrainingSessionDetails> Handle(ChangeTrainingSession request, CancellationToken ct)
    {
        var before = await reader.Get(request.Id, ct);
        await writer.Replace(before, request.Version, request, ct);
        var after = await reader.Get(request.Id, ct);
        await audit.Record("training-session", request.Id, "change", before, after, ct);
        return after;
    }
}
