using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Mail to whoever asks for something, whose text a member may have of its own.</summary>
static class MailTextKind
{
    public const string Opened = "opened",
        Answer = "answer",
        Solved = "solved",
        Closed = "closed";

    public static readonly IReadOnlyList<string> All = [Opened, Answer, Solved, Closed];

    /// <summary>What a mail is that tells of some steps: the last of them says.</summary>
    public static string Of(IEnumerable<string> steps) => steps.Select(Of).LastOrDefault(kind => kind is not null) ?? Answer;

    static string? Of(string step) =>
        step switch
        {
            TicketEventKind.Open => Opened,
            TicketEventKind.FollowUp => Answer,
            TicketEventKind.Resolve => Solved,
            TicketEventKind.Close => Closed,
            _ => null,
        };

    /// <summary>In the reader's language.</summary>
    public static string NameOf(string kind) =>
        kind switch
        {
            Opened => Words.TextOpened,
            Answer => Words.TextAnswer,
            Solved => Words.TextSolved,
            Closed => Words.TextClosed,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of mail."),
        };
}
