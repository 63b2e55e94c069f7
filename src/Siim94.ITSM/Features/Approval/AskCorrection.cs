using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Asks whoever approves to send an approved week or month back for the sake of a day. Refused for what is not approved, of others, and
/// while the day is asked for already.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record AskCorrection : ICommand<TimeCorrection>
{
    public const int LongestText = 1_000;

    [JsonIgnore]
    public string Agent { get; set; } = "";

    /// <summary><c>2026-W48</c> or <c>2026-11</c>.</summary>
    [JsonIgnore]
    public string Period { get; set; } = "";

    public DateOnly? Day { get; set; }

    /// <summary>What the day is to hold instead.</summary>
    public string? Wanted { get; set; }

    public string? Reason { get; set; }
}

sealed class AskCorrectionValidator : AbstractValidator<AskCorrection>
{
    public AskCorrectionValidator()
    {
        RuleFor(a => a.Day).NotNull().WithMessage(_ => CommonWords.DayMissing);
        RuleFor(a => a.Wanted).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(AskCorrection.LongestText);
        RuleFor(a => a.Reason).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(AskCorrection.LongestText);
    }
}

sealed class AskCorrectionHandler(
    Db db,
    TimesheetReader sheets,
    TimeCorrections corrections,
    CorrectionMail.Queue mail,
    FactLocks locks,
    CurrentUser user,
    TimeProvider clock,
    Audit audit
) : IRequestHandler<AskCorrection, TimeCorrection>
{
    public async Task<TimeCorrection> Handle(AskCorrection request, CancellationToken ct)
    {
        var found = await sheets.Find(request.Agent, request.Period, ct);
        if (found.Agent.Id != user.AgentId)
            throw TimesheetErrors.NotYourCorrection();
        await locks.TakeAgents([found.Agent.Id], ct);
        var sheet = await sheets.Find(request.Agent, request.Period, ct);
        if (sheet.Row.State != TimesheetState.Approved)
            throw TimesheetErrors.NotApproved(sheet);
        var day = request.Day!.Value;
        if (day < sheet.Period.FirstDay || day > sheet.Period.LastDay)
            throw TimesheetErrors.DayOutside("Day", sheet);
        var place = new { TimesheetId = sheet.Row.Id, WorkedOn = day };
        if (await db.FirstOrDefault<long?>(WaitingSql, place, ct) is not null)
            throw TimesheetErrors.CorrectionWaits(day);
        var row = new CorrectionRow
        {
            TimesheetId = sheet.Row.Id,
            WorkedOn = day,
            Wanted = request.Wanted!.Trim(),
            Reason = request.Reason!.Trim(),
            State = CorrectionState.Asked,
            AskedAt = clock.GetUtcNow().UtcDateTime,
            AskedByUserId = user.AuthorId,
            Version = 1,
        };
        row = row with { Id = await db.Insert(InsertCorrectionSql, row, ct) };
        var asked = corrections.DetailsOf((await corrections.Find(row.Id, ct)).Row, sheet);
        await audit.Record("time-correction", row.Id, "add", null, asked, ct);
        await mail.TellApprovers(row.Id, sheet, ct);
        return asked;
    }

    const string WaitingSql =
        "SELECT c.Id FROM TimeCorrections c WHERE c.TimesheetId = @TimesheetId AND c.WorkedOn = @WorkedOn AND c.State = 'asked'";

    const string InsertCorrectionSql = """
        INSERT INTO TimeCorrections (TimesheetId, WorkedOn, Wanted, Reason, State, AskedAt, AskedByUserId, Version)
        VALUES (@TimesheetId, @WorkedOn, @Wanted, @Reason, @State, @AskedAt, @AskedByUserId, 1)
        """;
}
