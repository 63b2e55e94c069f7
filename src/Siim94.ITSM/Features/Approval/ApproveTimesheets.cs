using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Approves, at once, all that is submitted and that no check warns of: of a team, or of everybody whose time the sender approves. What
/// has a warning is left for somebody to look at.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record ApproveTimesheets : ICommand<ApprovedTimesheets>
{
    public string? Team { get; set; }
    public string? Comment { get; set; }
}

/// <param name="Approved">Those approved now.</param>
/// <param name="Left">Those left because of a warning.</param>
public sealed record ApprovedTimesheets(IReadOnlyList<TimesheetDetails> Approved, IReadOnlyList<TimesheetDetails> Left);

sealed class ApproveTimesheetsValidator : AbstractValidator<ApproveTimesheets>
{
    public ApproveTimesheetsValidator()
    {
        RuleFor(a => a.Team).Line(200);
        RuleFor(a => a.Comment).Paragraphs(TimesheetStepRequest.LongestComment);
    }
}

sealed class ApproveTimesheetsHandler(TimesheetList list, TimesheetReader reader, TimesheetSteps steps, FactLocks locks)
    : IRequestHandler<ApproveTimesheets, ApprovedTimesheets>
{
    // Ten weeks of a hundred agents; whoever has more presses twice.
    const int Most = 1_000;

    public async Task<ApprovedTimesheets> Handle(ApproveTimesheets request, CancellationToken ct)
    {
        // Read twice: what was submitted first, and what it holds once nobody writes its agents' time any more.
        await locks.TakeAgents((await Submitted(request, ct)).Select(sheet => sheet.Agent.Id), ct);
        var sheets = (await Submitted(request, ct)).Where(sheet => reader.IsAllowed(sheet, TimesheetStepKind.Approve)).ToList();
        var details = await reader.Details(sheets, ct);
        var approved = new List<TimesheetDetails>();
        foreach (var (sheet, judged) in sheets.Zip(details))
            if (judged.Warnings.Count == 0)
                approved.Add(await steps.Take(sheet, TimesheetStepKind.Approve, request.Comment, [], ct));
        return new(approved, [.. details.Where(judged => judged.Warnings.Count > 0)]);
    }

    Task<IReadOnlyList<AgentSheet>> Submitted(ApproveTimesheets request, CancellationToken ct) =>
        list.Read(TimesheetState.Submitted, request.Team, null, toApprove: true, default, Most, ct);
}
