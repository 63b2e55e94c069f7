using MediatR;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Logs everything of one month of a demo year in one transaction, each thing through its own request and its checks.</summary>
/// <returns>Ledger lines written.</returns>
[Requires(Permission.ManageAccounts)]
public sealed record LogDemoMonth(IReadOnlyList<TimeEntryFields> Entries) : ICommand<int>;

sealed class LogDemoMonthHandler(IMediator mediator) : IRequestHandler<LogDemoMonth, int>
{
    public async Task<int> Handle(LogDemoMonth month, CancellationToken ct)
    {
        foreach (var batch in month.Entries.Chunk(LogTimeBatch.MaximumSize))
            await mediator.Send(new LogTimeBatch { Entries = [.. batch] }, ct);
        return month.Entries.Count;
    }
}
