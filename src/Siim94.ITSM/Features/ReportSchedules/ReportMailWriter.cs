using System.Globalization;
using MediatR;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Writes the mail that carries a report: every figure is read as its recipient.</summary>
sealed class ReportMailWriter(Dispatcher dispatcher, IOptions<MailSettings> settings, TimeProvider clock) : IMailWriter
{
    public string Kind => ReportMail.Kind;

    public async Task<MailContent> Write(ClaimedMail mail, CancellationToken ct)
    {
        var schedule = await dispatcher.Send(new GetReportToSend(mail.SubjectId), UserIdentity.System, ct: ct);
        var (from, to) = SchedulePeriod.Of(schedule.Period, Paris.DayOf(mail.DueAt));
        var file =
            schedule.Content == ReportContent.Table
                ? await TableFile(mail, schedule, from, to, ct)
                : await YearFile(mail, schedule, to.Year, ct);
        var body = new ReportMailBody(mail, schedule, file, settings.Value);
        return new($"{schedule.Title} – {file.Period}", body.Plain(), body.Html())
        {
            Attachments = [new(file.Name, file.ContentType, file.Content)],
        };
    }

    async Task<ReportFile> TableFile(ClaimedMail mail, ReportToSend schedule, Month from, Month to, CancellationToken ct)
    {
        var report = await Ask(mail, new GetScheduledTable(schedule.TableCode!, from, to), ct);
        var period = SchedulePeriod.Text(from, to);
        var standing = report.Freshness.AsOf is { } asOf
            ? Plural.Format(Words.FreshAt, Paris.ToLocal(asOf), report.Freshness.PendingDays)
            : null;
        var address =
            $"/croisement?table={Uri.EscapeDataString(schedule.TableCode!)}&from={from.Year}-{from.Number:00}&to={to.Year}-{to.Number:00}";
        var isCsv = schedule.Format == ReportContent.Csv;
        return new(
            FileName(from == to ? $"bilan-{from.Year}-{from.Number:00}" : $"bilan-{to.Year}", schedule.TableCode!, schedule.Format),
            isCsv ? "text/csv" : ReportSheets.ContentType,
            isCsv
                ? await Csv(report)
                : await ReportSheets.Write(mail.RecipientName, clock.GetUtcNow().UtcDateTime, report.Title, period, [report], ct),
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

    async Task<ReportFile> YearFile(ClaimedMail mail, ReportToSend schedule, int year, CancellationToken ct)
    {
        var file = await Ask(mail, new ExportDocument { Year = year, Format = schedule.Format }, ct);
        return new(file.Name, file.ContentType, new MemoryStream(file.Content), $"{year}", file.Standing, $"/bilans/{year}");
    }

    Task<TAnswer> Ask<TAnswer>(ClaimedMail mail, IRequest<TAnswer> request, CancellationToken ct) =>
        dispatcher.Send(request, new UserIdentity(mail.UserId), ct: ct);

    /// <summary><c>bilan-2017_si-domain_2017-03-14.xlsx</c>: letters without accents, no spaces.</summary>
    string FileName(string stem, string table, string format)
    {
        var plain = string.Concat(table.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        return string.Create(CultureInfo.InvariantCulture, $"{stem}_{plain}_{Paris.Today(clock):yyyy-MM-dd}.{format}");
    }
}
