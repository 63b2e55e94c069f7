using MediatR;

namespace Siim94.ITSM.Features.Absences;

/// <summary>
/// Puts an absence back that the sender has taken back; it is asked for anew. Refused like <see cref="AskAbsence"/>, and when it is back
/// already.
/// </summary>
[Requires(Permission.AskAbsences)]
public sealed record RestoreAbsence(long Id) : ICommand<AbsenceDetails>;

sealed class RestoreAbsenceHandler(Deletions deletions, AbsenceWriter writer, Audit audit) : IRequestHandler<RestoreAbsence, AbsenceDetails>
{
    public async Task<AbsenceDetails> Handle(RestoreAbsence request, CancellationToken ct)
    {
        var deleted = await deletions.Find<AbsenceDetails>("absence", request.Id, ct);
        // Twice at once, it overlaps itself.
        var restored = await writer.Add(
            new()
            {
                Agent = deleted.Agent,
                Kind = deleted.Kind,
                From = deleted.From,
                FromHalf = deleted.FromHalf,
                To = deleted.To,
                ToHalf = deleted.ToHalf,
                Note = deleted.Note,
            },
            ct
        );
        await audit.Record("absence", request.Id, "restore", null, restored, ct);
        return restored;
    }
}
