namespace Siim94.ITSM.Features.Notices;

/// <summary>
/// Answers what is posted to the link of a mail: by its page, which shows what was done, or by a mail program with one click (RFC 8058),
/// which follows no redirection.
/// </summary>
static class MailLeaveDoor
{
    /// <summary>Field of the page's form.</summary>
    public const string FromPage = "page";

    // Before the page, which is asked for by GET alone.
    const int BeforePages = -1;

    public static void MapMailLeave(this IEndpointRouteBuilder app) =>
        app.MapPost(MailLeaveLinks.Path, Leave).AllowAnonymous().ExcludeFromDescription().WithOrder(BeforePages);

    static async Task<IResult> Leave(HttpContext http, Dispatcher dispatcher)
    {
        var token = http.Request.Query[MailLeaveLinks.Parameter].ToString();
        var isFromPage = http.Request.HasFormContentType && (await http.Request.ReadFormAsync(http.RequestAborted)).ContainsKey(FromPage);
        try
        {
            await dispatcher.Send(new LeaveTicketMail { Token = token }, UserIdentity.Anonymous, ct: http.RequestAborted);
        }
        catch (Refusal refusal) when (isFromPage && refusal.RetryAfter is null)
        {
            // the page says why
        }
        return isFromPage
            ? Results.LocalRedirect($"{MailLeaveLinks.Path}?{MailLeaveLinks.Parameter}={Uri.EscapeDataString(token)}")
            : Results.NoContent();
    }
}
