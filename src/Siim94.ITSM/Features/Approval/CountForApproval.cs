using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>How much time waits for the reader's approval, and how many corrections of it: as many as the lists of these hold.</summary>
[Requires(Permission.LogTime)]
public sealed record CountForApproval : IQuery<ApprovalCounts>;

public sealed record ApprovalCounts
{
    public int Sheets { get; init; }
    public int Corrections { get; init; }
}

sealed class CountForApprovalHandler(Db db, TimeJudges judges, CurrentUser user) : IRequestHandler<CountForApproval, ApprovalCounts>
{
    public async Task<ApprovalCounts> Handle(CountForApproval request, CancellationToken ct)
    {
        var waiting = new
        {
            SeesAll = user.Can(Permission.ApproveTime),
            OwnAgentId = user.AgentId,
            JudgedTeamIds = await judges.TeamIds(ct),
        };
        if (!waiting.SeesAll && waiting.JudgedTeamIds.Count == 0)
            return new();
        return new()
        {
            Sheets = await db.FirstOrDefault<int>(WaitingSheetsSql, waiting, ct),
            Corrections = await db.FirstOrDefault<int>(WaitingCorrectionsSql, waiting, ct),
        };
    }

    const string WaitingSheetsSql = $"SELECT COUNT(*) FROM Timesheets t WHERE {TimeJudges.WaitingSheetsSql}";

    const string WaitingCorrectionsSql = $"""
        SELECT COUNT(*)
        FROM TimeCorrections c
        JOIN Timesheets t ON t.Id = c.TimesheetId
        WHERE {TimeJudges.WaitingCorrectionsSql}
        """;
}
