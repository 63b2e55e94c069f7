using MediatR;

namespace Siim94.ITSM.Features.Absences;

/// <summary>One absence.</summary>
[Requires(Permission.ReadAbsences)]
public sealed record GetAbsence(long Id) : IQuery<AbsenceDetails>;

sealed class GetAbsenceHandler(AbsenceReader reader) : IRequestHandler<GetAbsence, AbsenceDetails>
{
    public Task<AbsenceDetails> Handle(GetAbsence request, CancellationToken ct) => reader.Get(request.Id, ct);
}
