using MediatR;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>
/// Puts a line back that the sender has deleted, as a new one. Refused when it is back already, and when it could not be logged there any
/// more.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record RestoreTimeEntry(long Id) : ICommand<TimeEntryDetails>;

sealed class RestoreTimeEntryHandler(Deletions deletions, EntryResolver resolver, Ledger ledger, TimeEntryReader reader, Audit audit)
    : IRequestHandler<RestoreTimeEntry, TimeEntryDetails>
{
    public async Task<TimeEntryDetails> Handle(RestoreTimeEntry request, CancellationToken ct)
    {
        var deleted = await deletions.Find<TimeEntryDetails>("time-entry", request.Id, ct);
        var fields = new TimeEntryFields
        {
            Agent = deleted.Agent,
            Day = deleted.Day,
            Quantity = deleted.Quantity,
            Unit = deleted.Unit,
            Activity = deleted.Activity,
            SubActivity = deleted.SubActivity,
            Domain = deleted.Domain,
            Application = deleted.Application,
            Project = deleted.Project,
            Member = deleted.Member,
            Ticket = deleted.Ticket,
            Note = deleted.Note,
        };
        var ids = await ledger.Write([await resolver.Resolve(fields, "", ct)], isConfirmed: true, ct);
        // Who puts back the same line has waited for this one to be written.
        await deletions.Find<TimeEntryDetails>("time-entry", request.Id, ct);
        var restored = await reader.Get(ids[0], ct);
        await audit.Record("time-entry", request.Id, "restore", null, restored, ct);
        return restored;
    }
}
