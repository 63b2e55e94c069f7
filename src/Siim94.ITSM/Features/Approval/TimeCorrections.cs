using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Approval;

/// <summary>A correction of approved time that its author asks for.</summary>
public sealed record TimeCorrection
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";

    /// <summary>The approved week or month: <c>2026-W48</c>, or <c>2026-11</c>.</summary>
    public string Period { get; init; } = "";

    public DateOnly Day { get; init; }

    /// <summary>What the day is to hold instead.</summary>
    public string Wanted { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary><c>asked</c>, <c>accepted</c> or <c>refused</c>.</summary>
    public string State { get; init; } = "";

    public DateTime AskedAt { get; init; }
    public DateTime? DecidedAt { get; init; }
    public string? DecidedByName { get; init; }

    /// <summary>What whoever decided said.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether the reader may accept or refuse it.</summary>
    public bool IsForReaderToDecide { get; init; }
}

/// <summary>What becomes of a correction that is asked for.</summary>
static class CorrectionState
{
    public const string Asked = "asked",
        Accepted = "accepted",
        Refused = "refused";

    public static readonly IReadOnlyList<string> All = [Asked, Accepted, Refused];

    public static string NameOf(string state) =>
        state switch
        {
            Asked => Words.CorrectionAsked,
            Accepted => Words.CorrectionAccepted,
            Refused => Words.CorrectionRefused,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of corrections."),
        };
}

/// <summary>A row of TimeCorrections.</summary>
sealed record CorrectionRow
{
    public long Id { get; init; }
    public long TimesheetId { get; init; }
    public DateOnly WorkedOn { get; init; }
    public string Wanted { get; init; } = "";
    public string Reason { get; init; } = "";
    public string State { get; init; } = "";
    public DateTime AskedAt { get; init; }
    public long? AskedByUserId { get; init; }
    public DateTime? DecidedAt { get; init; }
    public long? DecidedByUserId { get; init; }
    public string? DecidedByName { get; init; }
    public string? Answer { get; init; }
    public long Version { get; init; }

    /// <summary>The columns of this row, its sheet beside it; conditions and order follow.</summary>
    public const string SelectCorrectionsSql = """
        SELECT c.Id, c.TimesheetId, c.WorkedOn, c.Wanted, c.Reason, c.State, c.AskedAt, c.AskedByUserId, c.DecidedAt, c.DecidedByUserId,
               u.DisplayName AS DecidedByName, c.Answer, c.Version
        FROM TimeCorrections c
        JOIN Timesheets t ON t.Id = c.TimesheetId
        LEFT JOIN Users u ON u.Id = c.DecidedByUserId
        """;
}

/// <summary>Reads corrections within the reader's reach, and decides on them.</summary>
sealed class TimeCorrections(
    Db db,
    TimesheetReader sheets,
    ReferentialLookup codes,
    CorrectionMail.Queue mail,
    FactLocks locks,
    CurrentUser user,
    TimeProvider clock,
    Audit audit
)
{
    /// <summary>A correction and the sheet that it is about.</summary>
    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<(CorrectionRow Row, AgentSheet Sheet)> Find(long id, CancellationToken ct)
    {
        if (await db.FirstOrDefault<CorrectionRow>(CorrectionSql, new { Id = id }, ct) is not { } row)
            throw RequestErrors.NotFound();
        var sheet = await SheetOf(row, ct);
        var all = await codes.Referentials(ct);
        return user.SeesTimeOf(sheet.Agent, sheet.Period.LastDay, all) ? (row, sheet) : throw RequestErrors.NotFound();
    }

    const string CorrectionSql = $"{CorrectionRow.SelectCorrectionsSql} WHERE c.Id = @Id";

    public async Task<AgentSheet> SheetOf(CorrectionRow row, CancellationToken ct) =>
        await sheets.Of((await db.FirstOrDefault<TimesheetRow>(SheetSql, new { row.TimesheetId }, ct))!, ct);

    const string SheetSql = $"{TimesheetRow.SelectSheetsSql} WHERE t.Id = @TimesheetId";

    public TimeCorrection DetailsOf(CorrectionRow row, AgentSheet sheet) =>
        new()
        {
            Id = row.Id,
            Version = row.Version,
            Agent = sheet.Agent.Code,
            AgentName = sheet.Agent.Name,
            Period = sheet.Period.Code,
            Day = row.WorkedOn,
            Wanted = row.Wanted,
            Reason = row.Reason,
            State = row.State,
            AskedAt = row.AskedAt,
            DecidedAt = row.DecidedAt,
            DecidedByName = row.DecidedAt is null ? null : row.DecidedByName ?? CurrentUser.System.DisplayName,
            Answer = row.Answer,
            IsForReaderToDecide = row.State == CorrectionState.Asked && sheets.IsAllowed(sheet, TimesheetStepKind.Return),
        };

    /// <summary>Writes what somebody decides; what follows from it is the caller's.</summary>
    /// <param name="id">The correction.</param>
    /// <param name="version">The version that the sender has seen; null where they do not say.</param>
    /// <param name="state">What becomes of it.</param>
    /// <param name="answer">What the sender says.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <exception cref="Refusal">Not theirs to decide, decided already, or changed meanwhile.</exception>
    public async Task<(TimeCorrection Correction, AgentSheet Sheet)> Decide(
        long id,
        long? version,
        string state,
        string? answer,
        CancellationToken ct
    )
    {
        var (row, found) = await Find(id, ct);
        // Whoever takes a step with the sheet has committed by now, or waits.
        await locks.TakeAgents([found.Agent.Id], ct);
        var sheet = await SheetOf(row, ct);
        if (!sheets.IsAllowed(sheet, TimesheetStepKind.Return))
            throw sheet.Agent.Id == user.AgentId ? TimesheetErrors.OwnTime() : RequestErrors.NotAllowed();
        if (version is { } seen && seen != row.Version)
            throw RequestErrors.ChangedMeanwhile();
        if (row.State != CorrectionState.Asked)
            throw TimesheetErrors.CorrectionDecided(row.State);
        var decided = row with
        {
            State = state,
            Answer = string.IsNullOrWhiteSpace(answer) ? null : answer.Trim(),
            DecidedAt = clock.GetUtcNow().UtcDateTime,
            DecidedByUserId = user.AuthorId,
        };
        if (await db.Execute(DecideSql, decided, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var (before, after) = (DetailsOf(row, sheet), DetailsOf((await Find(id, ct)).Row, sheet));
        await audit.Record("time-correction", id, state == CorrectionState.Accepted ? "approve" : "refuse", before, after, ct);
        await mail.TellAuthor(id, sheet, ct);
        return (after, sheet);
    }

    const string DecideSql = """
        UPDATE TimeCorrections
        SET State = @State, Answer = @Answer, DecidedAt = @DecidedAt, DecidedByUserId = @DecidedByUserId, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
