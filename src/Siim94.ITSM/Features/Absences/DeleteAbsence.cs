using MediatR;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Takes an absence back; its history keeps it. Refused like <see cref="ChangeAbsence"/>.</summary>
[Requires(Permission.AskAbsences)]
public sealed record DeleteAbsence(long Id, long Version) : ICommand<Unit>;

sealed class DeleteAbsenceHandler(AbsenceWriter writer) : IRequestHandler<DeleteAbsence, Unit>
{
    public async Task<Unit> Handle(DeleteAbsence request, CancellationToken ct)
    {
        await writer.Delete(request.Id, request.Version, ct);
        return Unit.Value;
    }
}
