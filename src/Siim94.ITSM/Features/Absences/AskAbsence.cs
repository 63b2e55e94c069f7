using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Absences;

/// <summary>
/// Asks for an absence. Approved at once where its kind needs no approval, or the sender decides on the agent's absences. Refused when it
/// overlaps another one, when the agent is not there, and in closed periods.
/// </summary>
[Requires(Permission.AskAbsences)]
public sealed record AskAbsence : AbsenceFields, ICommand<AbsenceDetails>;

sealed class AskAbsenceValidator : AbstractValidator<AskAbsence>
{
    public AskAbsenceValidator() => Include(new AbsenceFieldsValidator());
}

sealed class AskAbsenceHandler(AbsenceWriter writer) : IRequestHandler<AskAbsence, AbsenceDetails>
{
    public Task<AbsenceDetails> Handle(AskAbsence request, CancellationToken ct) => writer.Add(request, ct);
}
