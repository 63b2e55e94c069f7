using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Absences;

/// <summary>
/// Changes an absence, which is then asked for anew. Refused like <see cref="AskAbsence"/>, when somebody else has decided on it already,
/// and when somebody changed it meanwhile.
/// </summary>
[Requires(Permission.AskAbsences)]
public sealed record ChangeAbsence : AbsenceFields, ICommand<AbsenceDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeAbsenceValidator : AbstractValidator<ChangeAbsence>
{
    public ChangeAbsenceValidator() => Include(new AbsenceFieldsValidator());
}

sealed class ChangeAbsenceHandler(AbsenceWriter writer) : IRequestHandler<ChangeAbsence, AbsenceDetails>
{
    public Task<AbsenceDetails> Handle(ChangeAbsence request, CancellationToken ct) =>
        writer.Change(request.Id, request.Version, request, ct);
}
