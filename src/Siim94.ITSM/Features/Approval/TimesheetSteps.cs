using System.Text.Json.Serialization;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Features.Approval;

/// <summary>What is done with the week or month of an agent.</summary>
public abstract record TimesheetStepRequest : ICommand<TimesheetDetails>
{
    /// <summary>Code of the agent.</summary>
    [JsonIgnore]
    public string Agent { get; set; } = "";

    /// <summary><c>2026-W48</c> or <c>2026-11</c>.</summary>
    [JsonIgnore]
    public string Period { get; set; } = "";

    /// <summary>The version that the sender has seen; null where they do not say.</summary>
    [JsonIgnore]
    public long? Version { get; set; }

    public string? Comment { get; set; }

    public const int LongestComment = 1_000;
}

/// <summary>Takes steps with time sheets, each with its trace.</summary>
sealed class TimesheetSteps(
    Db db,
    TimesheetReader reader,
    ReferentialLookup codes,
    EntryResolver resolver,
    CurrentUser user,
    TimeProvider clock,
    FactLocks locks,
    TimeNotices notices,
    Audit audit
)
{
    /// <exception cref="Refusal">Not there, not theirs to do, not from its state, or changed meanwhile.</exception>
    public async Task<TimesheetDetails> Take(
        TimesheetStepRequest request,
        string kind,
        CancellationToken ct,
        IReadOnlyList<TimesheetRemark>? remarks = null
    )
    {
        var found = await reader.Find(request.Agent, request.Period, ct);
        // Whoever writes this agent's time has committed by now, or will see what is done here.
        await locks.TakeAgents([found.Agent.Id], ct);
        var sheet = await reader.Find(request.Agent, request.Period, ct);
        if (request.Version is { } version && version != sheet.Row.Version)
            throw RequestErrors.ChangedMeanwhile();
        return await Take(sheet, kind, request.Comment, remarks ?? [], ct);
    }

    /// <summary>The same with a sheet that was read after its agent was locked.</summary>
    public async Task<TimesheetDetails> Take(
        AgentSheet sheet,
        string kind,
        string? comment,
        IReadOnlyList<TimesheetRemark> remarks,
        CancellationToken ct
    )
    {
        if (!reader.IsAllowed(sheet, kind))
            throw sheet.Agent.Id == user.AgentId ? TimesheetErrors.OwnTime() : RequestErrors.NotAllowed();
        if (!TimesheetRules.MayFollow(sheet.Row.State, kind))
            throw TimesheetErrors.NotFromState(sheet);
        if (kind == TimesheetStepKind.Submit && sheet.Period.FirstDay > Paris.Today(clock))
            throw TimesheetErrors.NotBegun(sheet);
        var keys = new List<string?>(remarks.Count);
        foreach (var (index, remark) in remarks.Index())
        {
            if (remark.Day < sheet.Period.FirstDay || remark.Day > sheet.Period.LastDay)
                throw TimesheetErrors.DayOutside($"Cells[{index}].Day", sheet);
            keys.Add(remark.Row is null ? null : await KeyOf(remark.Row, sheet.Agent, remark.Day!.Value, $"Cells[{index}].Row.", ct));
        }

        var row = sheet.Row with
        {
            AgentId = sheet.Agent.Id,
            TeamId = sheet.Team.Id,
            Period = sheet.Period.Code,
            FirstOn = sheet.Period.FirstDay,
            LastOn = sheet.Period.LastDay,
            State = TimesheetRules.StateAfter(kind, sheet.Setting.Approver),
        };
        if (row.Id == 0)
            row = row with { Id = await db.Insert(InsertSheetSql, row, ct), Version = 1 };
        else if (await db.Execute(UpdateSheetSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        else
            row = row with { Version = row.Version + 1 };
        await Note(row.Id, kind, comment, remarks.Zip(keys), ct);
        await audit.Record(
            "timesheet",
            row.Id,
            kind,
            new { sheet.Row.State },
            new
            {
                Agent = sheet.Agent.Code,
                row.Period,
                row.State,
                Comment = comment,
            },
            ct
        );
        if (NoticeOf(kind) is { } notice)
            await notices.TellAuthor(notice, sheet.Agent.Id, sheet.Period.Code, ct);
        return await reader.Details(sheet with { Row = row }, ct);
    }

    /// <summary>The key of a row as the week names it, however its axes are spelt.</summary>
    async Task<string> KeyOf(WeekRowAxes row, Agent agent, DateOnly day, string field, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var line = await resolver.Resolve(row.Line(agent.Code, day) with { Quantity = 1, Unit = "h" }, field, all, ct);
        return AxisIds.Of(line).Codes(all, row.Source ?? EntrySource.Timesheet).Key;
    }

    /// <summary>What its author is told of a step; null for nothing.</summary>
    static string? NoticeOf(string kind) =>
        kind == TimesheetStepKind.Approve ? TimeNoticeKind.Approved
        : kind == TimesheetStepKind.Return ? TimeNoticeKind.Returned
        : null;

    const string InsertSheetSql = """
        INSERT INTO Timesheets (AgentId, TeamId, Period, FirstOn, LastOn, State, Version)
        VALUES (@AgentId, @TeamId, @Period, @FirstOn, @LastOn, @State, 1)
        """;

    const string UpdateSheetSql =
        "UPDATE Timesheets SET TeamId = @TeamId, State = @State, Version = Version + 1 WHERE Id = @Id AND Version = @Version";

    async Task Note(
        long sheetId,
        string kind,
        string? comment,
        IEnumerable<(TimesheetRemark Remark, string? RowKey)> remarks,
        CancellationToken ct
    )
    {
        var stepId = await db.Insert(
            InsertStepSql,
            new
            {
                TimesheetId = sheetId,
                Kind = kind,
                TakenAt = clock.GetUtcNow().UtcDateTime,
                TakenByUserId = user.AuthorId,
                Comment = TextOf(comment),
            },
            ct
        );
        await db.InsertAll(
            InsertRemarkSql,
            remarks.Select(noted => new
            {
                StepId = stepId,
                NotedOn = noted.Remark.Day,
                noted.RowKey,
                Comment = TextOf(noted.Remark.Comment),
            }),
            ct
        );
    }

    static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    const string InsertStepSql = """
        INSERT INTO TimesheetSteps (TimesheetId, Kind, TakenAt, TakenByUserId, Comment)
        VALUES (@TimesheetId, @Kind, @TakenAt, @TakenByUserId, @Comment)
        """;

    const string InsertRemarkSql =
        "INSERT INTO TimesheetRemarks (StepId, NotedOn, RowKey, Comment) VALUES (@StepId, @NotedOn, @RowKey, @Comment)";
}
