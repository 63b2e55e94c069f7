using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Logs one line of worked time. Refused when it does not fit its activity, its agent's team or the agent's day.</summary>
[Requires(Permission.LogTime)]
public sealed record LogTime : TimeEntryFields, ICommand<TimeEntryDetails>;

sealed class LogTimeValidator : AbstractValidator<LogTime>
{
    public LogTimeValidator() => Include(new TimeEntryFieldsValidator());
}

sealed class LogTimeHandler(EntryResolver resolver, Ledger ledger, TimeEntryReader reader) : IRequestHandler<LogTime, TimeEntryDetails>
{
    public async Task<TimeEntryDetails> Handle(LogTime entry, CancellationToken ct)
    {
        var line = await resolver.Resolve(entry, "", ct);
        var ids = await ledger.Write([line], entry.Confirm, ct);
        return await reader.Get(ids[0], ct);
    }
}
