using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>
/// Changes a line of worked time. Refused for lines that a visit, a shift or a training session has written, and when somebody changed it
/// meanwhile.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record ChangeTimeEntry : TimeEntryFields, ICommand<TimeEntryDetails>
{
    public ChangeTimeEntry() { }

    /// <summary>A change to what was entered.</summary>
    internal ChangeTimeEntry(TimeEntryFields fields)
        : base(fields) { }

    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeTimeEntryValidator : AbstractValidator<ChangeTimeEntry>
{
    public ChangeTimeEntryValidator() => Include(new TimeEntryFieldsValidator());
}

sealed class ChangeTimeEntryHandler(EntryResolver resolver, Ledger ledger, TimeEntryReader reader, EntryGuard guard, Audit audit)
    : IRequestHandler<ChangeTimeEntry, TimeEntryDetails>
{
    public async Task<TimeEntryDetails> Handle(ChangeTimeEntry entry, CancellationToken ct)
    {
        var before = await reader.Get(entry.Id, ct);
        await guard.RefuseUnlessChangeable(before, entry.Version, ct);
        await ledger.Replace(entry.Id, entry.Version, before.Day, await resolver.Resolve(entry, "", ct), entry.Confirm, ct);
        var after = await reader.Get(entry.Id, ct);
        await audit.Record("time-entry", entry.Id, "change", before, after, ct);
        return after;
    }
}
