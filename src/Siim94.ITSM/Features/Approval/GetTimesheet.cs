using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Where the week or month of an agent stands: state, totals, what the checks warn of, and all that was said. Where the team submits by
/// month, or the month was approved, a week stands for the month that most of its days are in. Not found for those whose business it is
/// not.
/// </summary>
/// <param name="Agent">Code of the agent.</param>
/// <param name="Period"><c>2026-W48</c> or <c>2026-11</c>.</param>
[Requires(Permission.LogTime)]
public sealed record GetTimesheet(string Agent, string Period) : IQuery<TimesheetDetails>;

sealed class GetTimesheetHandler(TimesheetReader reader) : IRequestHandler<GetTimesheet, TimesheetDetails>
{
    public async Task<TimesheetDetails> Handle(GetTimesheet request, CancellationToken ct) =>
        await reader.Details(await reader.Find(request.Agent, request.Period, ct, isNewest: true), ct);
}
