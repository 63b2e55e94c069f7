using System.Globalization;
using MediatR;
using Microsoft.Extensions.Options;
using MimeKit;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Writes the mail that carries a report: every figure is read as its recipient, in their language.</summary>
sealed class ReportMailWriter(Dispatcher dispatcher, IOptions<MailSettings> settings, TimeProvider clock)
{
    const string SubjectTag = "[SIIM]";

    /// <exception cref="Refusal">The recipient may not see what is sent, or no longer.</exception>
    public async Task<MimeMessage> Write(ClaimedMessage message, CancellationToken ct)
    {
        // For all that is awaited here; the caller keeps its own.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(
            message.Language == ContactRules.English ? SpokenLanguage.English : SpokenLanguage.French
        );
        var (from, to) = SchedulePeriod.Of(message.Period, Paris.DayOf(message.DueAt));
        var file = message.Content == ReportContent.Table ? await TableFile(message, from, to, ct) : await YearFile(message, to.Year, ct);
        return Compose(message, file);
    }

    async Task<ReportFile> TableFile(ClaimedMessage message, Month from, Month to, CancellationToken ct)
    {
        var report = await Ask(message, new GetScheduledTable(message.TableCode!, from, to), ct);
        var period = SchedulePeriod.Text(from, to);
        var standing = report.Freshness.AsOf is { } asOf
            ? string.Format(Words.FreshAt, Paris.ToLocal(asOf), report.Freshness.PendingDays)
            : null;
        var address =
            $"/croisement?table={Uri.EscapeDataString(message.TableCode!)}&from={from.Year}-{from.Number:00}&to={to.Year}-{to.Number:00}";
        var isCsv = message.Format == ReportContent.Csv;
        return new(
            FileName(from == to ? $"bilan-{from.Year}-{from.Number:00}" : $"bilan-{to.Year}", message.TableCode!, message.Format),
            isCsv ? "text/csv" : ReportSheets.ContentType,
            isCsv
                ? await Csv(report)
                : await ReportSheets.Write(message.RecipientName, clock.GetUtcNow().UtcDateTime, report.Title, period, [report], ct),
            period,
            standing,
            address,
            report
        );
    }

    static async Task<Stream> Csv(Report report)
    {
        var csv = new MemoryStream();
        await ReportCsv.Write(csv, null, ReportCsv.Parts(report));
        csv.Position = 0;
        return csv;
    }

    async Task<ReportFile> YearFile(ClaimedMessage message, int year, CancellationToken ct)
    {
        var file = await Ask(message, new ExportDocument { Year = year, Format = message.Format }, ct);
        return new(file.Name, file.ContentType, new MemoryStream(file.Content), $"{year}", file.Standing, $"/bilans/{year}");
    }

    Task<TAnswer> Ask<TAnswer>(ClaimedMessage message, IRequest<TAnswer> request, CancellationToken ct) =>
        dispatcher.Send(request, new UserIdentity(message.UserId), ct: ct);

    /// <summary><c>bilan-2017_si-domain_2017-03-14.xlsx</c>: letters without accents, no spaces.</summary>
    string FileName(string stem, string table, string format)
    {
        var plain = string.Concat(table.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        return string.Create(CultureInfo.InvariantCulture, $"{stem}_{plain}_{Paris.Today(clock):yyyy-MM-dd}.{format}");
    }

    MimeMessage Compose(ClaimedMessage message, ReportFile file)
    {
        var sender = settings.Value.Sender;
        var mail = new MimeMessage
        {
            MessageId = $"{message.MessageKey}@{sender.Domain}",
            Date = clock.GetUtcNow(),
            Subject = OneLine($"{SubjectTag} {message.Title} – {file.Period}"),
        };
        mail.From.Add(sender);
        mail.To.Add(new MailboxAddress(OneLine(message.RecipientName), message.Email!));
        // Neither people nor programs answer: no reply of absence comes back (RFC 3834; the second header is Exchange's).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "All");

        var body = new ReportMailBody(message, file, settings.Value);
        mail.Body = new Multipart("mixed")
        {
            new MultipartAlternative
            {
                new TextPart("plain") { Text = body.Plain() },
                new TextPart("html") { Text = body.Html() },
            },
            new MimePart(file.ContentType)
            {
                Content = new MimeContent(file.Content),
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = file.Name },
                ContentTransferEncoding = ContentEncoding.Base64,
            },
        };
        return mail;
    }

    /// <summary>Requests refuse control characters; what came into the database another way does not become a header either.</summary>
    static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}

/// <summary>What a mail carries.</summary>
/// <param name="Standing">How fresh the figures are, or which edition they are from; null when nothing was ever rolled up.</param>
/// <param name="Address">Where it is in the product.</param>
/// <param name="Report">The table, when it is a single one.</param>
sealed record ReportFile(
    string Name,
    string ContentType,
    Stream Content,
    string Period,
    string? Standing,
    string Address,
    Report? Report = null
);
