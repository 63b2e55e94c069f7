using System.Globalization;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Answers what is posted to the page that a mail leads to: how content somebody is.</summary>
static class MailRatingDoor
{
    // Before the page, which is asked for by GET alone.
    const int BeforePages = -1;

    public static void MapMailRating(this IEndpointRouteBuilder app) =>
        app.MapPost(MailRatingLinks.Path, Rate).AllowAnonymous().ExcludeFromDescription().WithOrder(BeforePages);

    static async Task<IResult> Rate(HttpContext http, Dispatcher dispatcher)
    {
        var token = http.Request.Query[MailRatingLinks.Parameter].ToString();
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var score = int.TryParse(form[MailRatingLinks.Score], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        try
        {
            await dispatcher.Send(
                new RateTicketByMail
                {
                    Token = token,
                    Score = score,
                    Comment = form[MailRatingLinks.Comment],
                },
                UserIdentity.System,
                ct: http.RequestAborted
            );
        }
        catch (Refusal refusal) when (refusal.RetryAfter is null)
        {
            // the page shows how it stands
        }
        return Results.LocalRedirect($"{MailRatingLinks.Path}?{MailRatingLinks.Parameter}={Uri.EscapeDataString(token)}");
    }
}
