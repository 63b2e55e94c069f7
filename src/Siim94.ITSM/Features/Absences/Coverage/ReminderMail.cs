using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>Writes the mail that tells an agent what they miss as it leaves; whoever has filled it by then gets none.</summary>
sealed class ReminderMail(Dispatcher dispatcher, IOptions<MailSettings> settings) : IMailWriter
{
    public const string KindName = "missing-time";

    public string Kind => KindName;

    public async Task<MailContent> Write(ClaimedMail mail, CancellationToken ct)
    {
        var missing = await dispatcher.Send(new GetOwnMissingTime(), new UserIdentity(mail.UserId), ct: ct);
        if (missing.Weeks.Count == 0)
            throw RequestErrors.NotFound();
        List<(string Text, string Link)> weeks =
        [
            .. missing.Weeks.Select(week =>
                (
                    string.Format(CultureInfo.CurrentUICulture, Words.MissingInWeek, week.Monday, week.MissingDays),
                    settings.Value.LinkTo($"/temps/{Week.Of(week.Monday)}")
                )
            ),
        ];
        var subject = Words.ReminderSubject;
        return new(
            subject,
            $"{Words.ReminderText}\n\n{string.Concat(weeks.Select(week => $"- {week.Text}\n  {week.Link}\n"))}\n{Words.ReminderEnd}\n",
            $"""
            <!DOCTYPE html><html lang="{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}"><head><meta charset="utf-8">
            <title>{Encode(subject)}</title></head><body style="font-family:sans-serif;color:#16202a">
            <p>{Encode(Words.ReminderText)}</p>
            <ul>{string.Concat(weeks.Select(week => $"<li><a href=\"{Encode(week.Link)}\">{Encode(week.Text)}</a></li>"))}</ul>
            <p>{Encode(Words.ReminderEnd)}</p></body></html>
            """
        );
    }

    static string Encode(string text) => WebUtility.HtmlEncode(text);
}
