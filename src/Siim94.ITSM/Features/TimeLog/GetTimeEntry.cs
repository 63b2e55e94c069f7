using MediatR;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>One line of the ledger.</summary>
[Requires(Permission.ReadTimeEntries)]
public sealed record GetTimeEntry(long Id) : IQuery<TimeEntryDetails>;

sealed class GetTimeEntryHandler(TimeEntryReader reader) : IRequestHandler<GetTimeEntry, TimeEntryDetails>
{
    public Task<TimeEntryDetails> Handle(GetTimeEntry request, CancellationToken ct) => reader.Get(request.Id, ct);
}
