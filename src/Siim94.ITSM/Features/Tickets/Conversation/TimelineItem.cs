using System.Globalization;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Something that happened to a ticket.</summary>
public sealed record TimelineItem
{
    /// <summary>Number among those of its kind: of a message, step, line of time, visit, task or change.</summary>
    public long Id { get; init; }

    /// <summary><c>message</c>, a step (<c>open</c>, <c>resolve</c> …), <c>time</c>, <c>visit</c>, <c>task</c> or <c>change</c>.</summary>
    public string Kind { get; init; } = "";

    public DateTime At { get; init; }
    public string? ByName { get; init; }

    /// <summary>Of a message or a solution: Markdown.</summary>
    public string? Text { get; init; }

    /// <summary>For staff only.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Whoever wrote it works for the organisation.</summary>
    public bool IsByStaff { get; init; }

    public string? ToStatus { get; init; }

    /// <summary>Number of the other ticket that it was about: merged, split off, linked.</summary>
    public long? OtherTicket { get; init; }

    /// <summary>Day on which the time was spent or a task is planned.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Time spent, or that a task has taken.</summary>
    public long? Minutes { get; init; }

    /// <summary>When a task was done; null while it is not.</summary>
    public DateTime? DoneAt { get; init; }

    /// <summary>What was changed.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>Files that a message brought.</summary>
    public IReadOnlyList<AttachedFile> Files { get; init; } = [];
}

/// <param name="Field">Field of the ticket: <c>priority</c>.</param>
/// <param name="Before">What it held; null for nothing.</param>
/// <param name="After">What it holds since.</param>
public sealed record FieldChange(string Field, string? Before, string? After)
{
    /// <summary>Name of what it held, where that is told by a code of a referential.</summary>
    public string? BeforeName { get; init; }

    /// <inheritdoc cref="BeforeName"/>
    public string? AfterName { get; init; }

    /// <summary>The same with the names that its codes stand for.</summary>
    internal FieldChange Named(ReferentialData all) => this with { BeforeName = NameOf(Before, all), AfterName = NameOf(After, all) };

    string? NameOf(string? code, ReferentialData all) =>
        string.IsNullOrEmpty(code)
            ? null
            : Field switch
            {
                "member" => all.Members.Find(code)[0].Name,
                "application" => all.Applications.Find(code)[0].Name,
                "domain" => all.Domains.Find(code)[0].Name,
                "category" => all.Categories.PathOf(all.Categories.Find(code)[0]),
                "site" => all.Sites.Find(code)[0].Name,
                "group" => all.Groups.Find(code)[0].Name,
                "assignee" => all.Agents.Find(code)[0].Name,
                _ => null, // not a code
            };
}

/// <summary>What happens to tickets, beside their steps.</summary>
static class TimelineKind
{
    public const string Message = "message",
        Time = "time",
        Task = "task",
        Change = "change";

    public static string NameOf(string kind) =>
        kind switch
        {
            Message => Words.TimelineMessage,
            Time => Words.TimelineTime,
            Task => Words.TimelineTask,
            Change => Words.TimelineChange,
            _ => TicketEventKind.NameOf(kind),
        };
}

/// <summary>What a reader wants to see of a timeline.</summary>
static class TimelineFilter
{
    public const string Everything = "all",
        Conversation = "conversation",
        Notes = "notes",
        Steps = "steps",
        Time = "time",
        Tasks = "tasks",
        Changes = "changes";

    public static readonly IReadOnlyList<string> All = [Everything, Conversation, Notes, Steps, Time, Tasks, Changes];

    public static string NameOf(string filter) =>
        filter switch
        {
            Everything => Words.ShowEverything,
            Conversation => Words.ShowConversation,
            Notes => Words.ShowNotes,
            Steps => Words.ShowSteps,
            Time => Words.ShowTime,
            Tasks => Words.ShowTasks,
            Changes => Words.ShowChanges,
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Not a filter of timelines."),
        };
}

/// <summary>Place of something in a timeline: <c>1489482000000_1_55</c>.</summary>
sealed record TimelineKey
{
    public DateTime At { get; init; }

    /// <summary>What kind of thing it is: see <see cref="GetTicketTimelineHandler"/>.</summary>
    public int Source { get; init; }

    public long Id { get; init; }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(At).ToUnixTimeMilliseconds()}_{Source}_{Id}");

    public static TimelineKey? Parse(string text) =>
        text.Split('_') is [var at, var source, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        && int.TryParse(source, NumberStyles.None, CultureInfo.InvariantCulture, out var kind)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new()
            {
                At = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime,
                Source = kind,
                Id = number,
            }
            : null;
}
