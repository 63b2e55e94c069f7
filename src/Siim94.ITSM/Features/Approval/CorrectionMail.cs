using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Approval;

/// <summary>Writes whoever approves that a correction is asked for, and its author what was decided.</summary>
sealed class CorrectionMail(Dispatcher dispatcher, IOptions<MailSettings> settings) : IMailWriter
{
    public const string KindName = "time-correction";

    const string Asked = "asked",
        Decided = "decided";

    public string Kind => KindName;

    public async Task<MailContent> Write(ClaimedMail mail, CancellationToken ct)
    {
        var correction = await dispatcher.Send(new GetCorrection(mail.SubjectId), new UserIdentity(mail.UserId), ct: ct);
        // What was decided meanwhile waits for nobody.
        if (mail.Occurrence == Asked && correction.State != CorrectionState.Asked)
            throw RequestErrors.NotFound();
        var period = SheetPeriod.Parse(correction.Period)!.Value;
        var subject = string.Format(
            CultureInfo.CurrentUICulture,
            mail.Occurrence == Asked ? Words.CorrectionMailAsked : Words.CorrectionMailDecided,
            correction.AgentName,
            period.Name,
            CorrectionState.NameOf(correction.State)
        );
        var link = settings.Value.LinkTo(mail.Occurrence == Asked ? "/validation" : $"/temps/{Week.Of(correction.Day)}");
        var lines = new[]
        {
            string.Format(CultureInfo.CurrentUICulture, Words.CorrectionOn, correction.Day, correction.Wanted),
            correction.Reason,
            correction.Answer,
        }.OfType<string>();
        return new(
            subject,
            $"{string.Join("\n\n", lines)}\n\n{link}\n",
            $"""
            <!DOCTYPE html><html lang="{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}"><head><meta charset="utf-8">
            <title>{Encode(subject)}</title></head><body style="font-family:sans-serif;color:#16202a">
            {string.Concat(lines.Select(line => $"<p>{Encode(line)}</p>"))}
            <p><a href="{Encode(link)}">{Encode(link)}</a></p></body></html>
            """
        );
    }

    static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Tells it in the product and queues the mail, in the transaction of what it tells.</summary>
    public sealed class Queue(Db db, Outbox outbox, TimeNotices notices, TimeProvider clock)
    {
        /// <summary>Those who lead the team, where they approve; else managers.</summary>
        public async Task TellApprovers(long id, AgentSheet sheet, CancellationToken ct)
        {
            var approvers =
                sheet.Setting.Approver == Approver.Leader
                    ? await notices.LeadersOf(sheet.Team.Id, sheet.Agent.Id, ct)
                    : await notices.ManagersOf(sheet.Agent.Id, ct);
            await Add(id, Asked, await notices.Tell(TimeNoticeKind.CorrectionAsked, sheet.Agent.Id, sheet.Period.Code, approvers, ct), ct);
        }

        public async Task TellAuthor(long id, AgentSheet sheet, CancellationToken ct)
        {
            if (await db.FirstOrDefault<long?>(WaitingSql, new { TimesheetId = sheet.Row.Id }, ct) is null)
                await notices.Settle(TimeNoticeKind.CorrectionAsked, sheet.Agent.Id, sheet.Period.Code, ct);
            var told = await notices.TellAuthor(TimeNoticeKind.CorrectionDecided, sheet.Agent.Id, sheet.Period.Code, ct);
            await Add(id, Decided, told, ct);
        }

        const string WaitingSql = "SELECT MIN(c.Id) FROM TimeCorrections c WHERE c.TimesheetId = @TimesheetId AND c.State = 'asked'";

        Task Add(long id, string occurrence, IReadOnlyCollection<long> userIds, CancellationToken ct) =>
            outbox.Add(KindName, id, occurrence, clock.GetUtcNow().UtcDateTime, userIds, ct);
    }
}
