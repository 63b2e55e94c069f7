using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Writes the mail with the link to choose another password; the link is made as the mail leaves, and is kept nowhere.</summary>
sealed class PasswordResetMail(Dispatcher dispatcher, PasswordResetLinks links, IOptions<MailSettings> settings) : IMailWriter
{
    public const string KindName = "password-reset";

    public string Kind => KindName;

    public async Task<MailContent> Write(ClaimedMail mail, CancellationToken ct)
    {
        var reset = await dispatcher.Send(new GetPasswordReset(mail.SubjectId), UserIdentity.System, ct: ct);
        var token = Uri.EscapeDataString(links.TokenOf(mail.SubjectId));
        var link = settings.Value.LinkTo($"{PasswordResetLinks.Path}?{PasswordResetLinks.Parameter}={token}");
        var (asked, until, ignore) = (
            string.Format(Words.ResetMailAsked, reset.Login),
            string.Format(Words.ResetMailUntil, Paris.ToLocal(reset.EndsAt)),
            Words.ResetMailIgnore
        );
        return new(
            Words.ResetMailSubject,
            $"{asked}\n\n{link}\n\n{until}\n{ignore}\n",
            $"""
            <!DOCTYPE html><html lang="{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}"><head><meta charset="utf-8">
            <title>{Encode(Words.ResetMailSubject)}</title></head><body style="font-family:sans-serif;color:#16202a">
            <p>{Encode(asked)}</p><p><a href="{Encode(link)}">{Encode(Words.ResetMailLink)}</a></p>
            <p>{Encode(until)}<br>{Encode(ignore)}</p></body></html>
            """
        );
    }

    static string Encode(string text) => WebUtility.HtmlEncode(text);
}
