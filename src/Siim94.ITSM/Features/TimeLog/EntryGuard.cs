using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Who may change which line.</summary>
sealed class EntryGuard(ReferentialLookup codes, CurrentUser user)
{
    /// <exception cref="Refusal">Somebody else's time, a line written by its visit, shift or session, or an old version.</exception>
    public async Task RefuseUnlessChangeable(TimeEntryDetails entry, long version, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        if (!user.LogsFor(all.Agents.Find(entry.Agent)[0], entry.Day, all))
            throw TimeEntryErrors.NotAnOwner("Agent");
        if (entry.Source is not (EntrySource.Timesheet or EntrySource.Ticket))
            throw TimeEntryErrors.WrittenElsewhere();
        if (entry.Version != version)
            throw RequestErrors.ChangedMeanwhile();
    }
}
