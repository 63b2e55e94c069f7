using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>
/// The text of the mail, plain and as HTML: the table itself when it is small, how fresh it is, why it comes and how to stop it.
/// </summary>
sealed class ReportMailBody(ClaimedMail mail, ReportToSend schedule, ReportFile file, MailSettings settings)
{
    // What shows on a screen without scrolling for long.
    const int MostRows = 40,
        MostColumns = 8;

    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    const string CellStyle = "border:1px solid #c9d1d9;padding:3px 8px;";

    public string Plain()
    {
        var text = new StringBuilder();
        text.AppendLine(Heading).AppendLine();
        if (SmallTable is { } report)
        {
            foreach (var row in report.Rows)
                Row(row.Label, row.Cells);
            if (HasTotals(report))
                Row(CommonWords.Total, report.Totals);
            foreach (var note in report.Notes)
                text.AppendLine(note);
            text.AppendLine();
        }
        foreach (var line in Lines)
            text.AppendLine(line);
        text.AppendLine(settings.LinkTo(file.Address)).AppendLine();
        text.AppendLine("-- ").AppendLine(Reason).AppendLine($"{Words.ToStop} {StopAddress}");
        return text.ToString();

        void Row(string label, IReadOnlyList<ReportCell> cells)
        {
            var figures = cells
                .Zip(report.Columns)
                .Where(pair => pair.First.Text.Length > 0)
                .Select(pair => $"{pair.Second.Label} = {pair.First.Text}");
            text.AppendLine(string.Format(CommonWords.Labelled, label, string.Join(CommonWords.Semicolon, figures)));
        }
    }

    public string Html()
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"")
            .Append(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
            .Append("\"><head><meta charset=\"utf-8\"><title>")
            .Append(Encode(Heading))
            .Append("</title></head><body style=\"font-family:sans-serif;color:#16202a\"><h1 style=\"font-size:1.2em\">")
            .Append(Encode(Heading))
            .Append("</h1>");
        if (SmallTable is { } report)
            AppendTable(html, report);
        foreach (var line in Lines)
            html.Append("<p>").Append(Encode(line)).Append("</p>");
        AppendLink(html.Append("<p>"), settings.LinkTo(file.Address), Words.OpenInProduct);
        html.Append("</p><hr><p style=\"color:#4a5866;font-size:.9em\">")
            .Append(Encode(Reason))
            .Append("<br>")
            .Append(Encode(Words.ToStop))
            .Append(' ');
        AppendLink(html, StopAddress, StopAddress);
        return html.Append("</p></body></html>").ToString();
    }

    static void AppendTable(StringBuilder html, Report report)
    {
        html.Append("<table style=\"border-collapse:collapse\"><thead><tr>");
        foreach (var heading in report.RowHeadings)
            Cell("th", heading, "text-align:left;background:#e3edf5;", "col");
        foreach (var column in report.Columns)
            Cell("th", column.Label, "text-align:right;background:#e3edf5;", "col");
        html.Append("</tr></thead><tbody>");
        foreach (var row in report.Rows)
        {
            html.Append("<tr>");
            foreach (var label in row.Labels)
                Cell("th", label, "text-align:left;font-weight:normal;", "row");
            foreach (var cell in row.Cells)
                Cell("td", cell.Text, "text-align:right;");
            html.Append("</tr>");
        }
        html.Append("</tbody>");
        if (HasTotals(report))
        {
            html.Append("<tfoot><tr><th scope=\"row\" colspan=\"")
                .Append(Math.Max(1, report.RowHeadings.Count))
                .Append("\" style=\"text-align:left;")
                .Append(CellStyle)
                .Append("\">")
                .Append(Encode(CommonWords.Total))
                .Append("</th>");
            foreach (var total in report.Totals)
                Cell("td", total.Text, "text-align:right;font-weight:bold;");
            html.Append("</tr></tfoot>");
        }
        html.Append("</table>");
        foreach (var note in report.Notes)
            html.Append("<p>").Append(Encode(note)).Append("</p>");

        void Cell(string tag, string text, string style, string? scope = null) =>
            html.Append('<')
                .Append(tag)
                .Append(scope is null ? "" : $" scope=\"{scope}\"")
                .Append(" style=\"")
                .Append(style)
                .Append(CellStyle)
                .Append("\">")
                .Append(Encode(text))
                .Append("</")
                .Append(tag)
                .Append('>');
    }

    static void AppendLink(StringBuilder html, string address, string text) =>
        html.Append("<a href=\"").Append(Encode(address)).Append("\">").Append(Encode(text)).Append("</a>");

    string Heading => $"{file.Report?.Title ?? schedule.Title} – {file.Period}";

    Report? SmallTable => file.Report is { Rows.Count: > 0 and <= MostRows, Columns.Count: <= MostColumns } report ? report : null;

    IEnumerable<string> Lines
    {
        get
        {
            if (file.Report is { Rows.Count: 0 })
                yield return Words.NothingInPeriod;
            yield return string.Format(Words.Attached, file.Name);
            if (file.Standing is { } standing)
                yield return standing;
        }
    }

    string Reason =>
        schedule.OwnerUserId == mail.UserId
            ? string.Format(Words.ReasonOwn, schedule.Title)
            : string.Format(Words.ReasonOther, schedule.OwnerName, schedule.Title);

    string StopAddress => settings.LinkTo($"/envois/{schedule.ScheduleId}");

    static bool HasTotals(Report report) => report.Totals.Any(total => total.Value is not null);

    static string Encode(string text) => Encoder.Encode(text);
}
