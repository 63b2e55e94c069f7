namespace Siim94.ITSM.Features.Tickets;

/// <summary>The six states of a ticket, as GLPI users know them.</summary>
static class TicketStatus
{
    public const string New = "new",
        Assigned = "assigned",
        Planned = "planned",
        Pending = "pending",
        Resolved = "resolved",
        Closed = "closed";

    public static readonly IReadOnlyList<string> All = [New, Assigned, Planned, Pending, Resolved, Closed];

    /// <summary>Whether a ticket may go from one state to another.</summary>
    /// <remarks>
    /// Assigned twice is a change of agent, planned twice a change of day; New stands for reopening, whatever state the ticket comes back
    /// to.
    /// </remarks>
    public static bool CanBecome(string from, string to) =>
        (from, to) switch
        {
            (New or Assigned or Planned or Pending, Assigned) => true,
            (New or Assigned or Planned or Pending, Planned) => true,
            (New or Assigned or Planned, Pending) => true,
            (New or Assigned or Planned or Pending, Resolved) => true,
            (New or Assigned or Planned or Pending or Resolved, Closed) => true,
            (Resolved or Closed, New) => true,
            _ => false,
        };

    public static string NameOf(string status) =>
        status switch
        {
            New => Words.StatusNew,
            Assigned => Words.StatusAssigned,
            Planned => Words.StatusPlanned,
            Pending => Words.StatusPending,
            Resolved => Words.StatusResolved,
            Closed => Words.StatusClosed,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a state of a ticket."),
        };
}

/// <summary>Urgency, impact, and the priority that follows: 1 very low … 5 very high, 6 major.</summary>
static class TicketPriority
{
    static readonly string[] Levels = ["very-low", "low", "medium", "high", "very-high", "major"];

    // Rows: urgency very low … very high; columns: impact likewise.
    static readonly int[,] Matrix =
    {
        { 1, 1, 2, 2, 3 },
        { 1, 2, 2, 3, 4 },
        { 2, 2, 3, 4, 4 },
        { 2, 3, 4, 4, 5 },
        { 3, 4, 4, 5, 6 },
    };

    public static readonly IReadOnlyList<string> All = Levels;

    /// <summary>Urgency and impact are never major: the priority is, where both are highest.</summary>
    public static readonly IReadOnlyList<string> UrgencyCodes = Levels[..5];

    /// <summary>1 to 6, or null when the code is unknown.</summary>
    public static int? Parse(string? code) => Array.IndexOf(Levels, code) is >= 0 and var index ? index + 1 : null;

    public static string CodeOf(int level) => Levels[level - 1];

    public static int Of(int urgency, int impact) => Matrix[urgency - 1, impact - 1];

    public static string NameOf(string code) =>
        code switch
        {
            "very-low" => Words.VeryLow,
            "low" => Words.Low,
            "medium" => Words.Medium,
            "high" => Words.High,
            "very-high" => Words.VeryHigh,
            "major" => Words.Major,
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a priority."),
        };

    /// <summary>The same of an impact, which in French is masculine.</summary>
    public static string ImpactNameOf(string code) =>
        code switch
        {
            "very-low" => Words.ImpactVeryLow,
            "low" => Words.ImpactLow,
            "medium" => Words.ImpactMedium,
            "high" => Words.ImpactHigh,
            "very-high" => Words.ImpactVeryHigh,
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not an impact."),
        };
}

/// <summary>How a ticket came, and what it is.</summary>
static class TicketChannel
{
    public const string Phone = "phone",
        Mail = "mail",
        Portal = "portal",
        OnSite = "onsite",
        Other = "other";
    public static readonly IReadOnlyList<string> All = [Phone, Mail, Portal, OnSite, Other];

    public static string NameOf(string channel) =>
        channel switch
        {
            Phone => Words.ChannelPhone,
            Mail => Words.ChannelMail,
            Portal => Words.ChannelPortal,
            OnSite => Words.ChannelOnSite,
            Other => Words.ChannelOther,
            _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not a channel."),
        };
}

static class TicketType
{
    public const string Incident = "incident",
        Request = "request";
    public static readonly IReadOnlyList<string> All = [Incident, Request];

    public static string NameOf(string type) =>
        type switch
        {
            Incident => Words.TypeIncident,
            Request => Words.TypeRequest,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of ticket."),
        };
}

/// <summary>What changes of hands say.</summary>
static class TicketRules
{
    public const int LongestReason = 1_000;

    /// <summary>Who has it now, and why, on a line each.</summary>
    public static string? HandoverText(string? name, string? reason) =>
        string.Join('\n', new[] { name, reason }.OfType<string>()) is { Length: > 0 } text ? text : null;
}

/// <summary>Every way in which tickets refuse.</summary>
static class TicketErrors
{
    public static Refusal CannotBecome(string from, string to) =>
        (from, to) switch
        {
            (_, TicketStatus.New) => new(409, "ticket.not-resolved", string.Format(Words.NotResolved, TicketStatus.NameOf(from))),
            _ when from == to => new(409, $"ticket.already-{from}", string.Format(Words.AlreadyIn, TicketStatus.NameOf(from))),
            (TicketStatus.Closed or TicketStatus.Resolved, _) => new(
                409,
                $"ticket.already-{from}",
                string.Format(Words.CannotBecome, TicketStatus.NameOf(from), TicketStatus.NameOf(to))
            ),
            _ => new(409, "ticket.transition", string.Format(Words.CannotBecome, TicketStatus.NameOf(from), TicketStatus.NameOf(to))),
        };

    public static Refusal AlreadyTaken(string agent) => new(409, "ticket.already-taken", string.Format(Words.AlreadyTaken, agent));

    public static Refusal NotForAnother() => Refusal.Field("Agent", "ticket.not-for-another", Words.NotForAnother);

    public static Refusal ClosedForMembers() => new(409, "ticket.already-closed", Words.ClosedForMembers);

    public static Refusal PastNeedsImport() => Refusal.Field("OpenedAt", "ticket.past-needs-import", Words.PastNeedsImport);

    public static Refusal InTheFuture() => Refusal.Field("OpenedAt", "ticket.in-the-future", Words.InTheFuture);

    public static Refusal PlannedInThePast() => Refusal.Field("PlannedOn", "ticket.planned-in-the-past", Words.PlannedInThePast);

    public static Refusal PlannedTooFar() => Refusal.Field("PlannedOn", "ticket.planned-too-far", Words.PlannedTooFar);

    public static Refusal AgentMissing(string field = "Agent") => Refusal.Field(field, "ticket.agent-missing", Words.AgentMissing);

    public static Refusal NobodyResponsible(string? application) =>
        Refusal.Field(
            "Application",
            "ticket.nobody-responsible",
            application is null ? Words.NoApplicationToEscalate : string.Format(Words.NobodyResponsible, application)
        );

    public static Refusal AlreadyEscalated() => new(409, "ticket.already-escalated", Words.AlreadyEscalated);

    public static Refusal AlreadySolved(string status) =>
        new(409, $"ticket.already-{status}", string.Format(Words.AlreadyIn, TicketStatus.NameOf(status)));

    public static Refusal AttachmentNotYours() => Refusal.Field("Attachment", "ticket.attachment-not-yours", Words.AttachmentNotYours);

    public static Refusal Merged(long number, long into) => new(409, "ticket.merged", string.Format(Words.MergedIntoAnother, number, into));

    public static Refusal NotMerged() => new(409, "ticket.not-merged", Words.NotMerged);

    public static Refusal MergedWithItself() => Refusal.Field("Into", "ticket.merged-with-itself", Words.MergedWithItself);

    public static Refusal MergedIntoClosed(long into) =>
        Refusal.Field("Into", "ticket.merged-into-closed", string.Format(Words.MergedIntoClosed, into));

    public static Refusal UnknownTicket(string field, long number) =>
        Refusal.Field(field, "ticket.unknown", string.Format(Words.TicketUnknown, number));

    public static Refusal OtherMember(string field) => Refusal.Field(field, "ticket.other-member", Words.OtherMember);

    public static Refusal LeadsMerged(long merged) => new(409, "ticket.leads-merged", string.Format(Words.LeadsMerged, merged));

    public static Refusal LinkedWithItself() => Refusal.Field("Ticket", "ticket.linked-with-itself", Words.LinkedWithItself);

    public static Refusal AlreadyLinked(long other) =>
        Refusal.Field("Ticket", "ticket.already-linked", string.Format(Words.AlreadyLinked, other));

    public static Refusal HasParent(long child, long parent) =>
        Refusal.Field("Ticket", "ticket.has-parent", string.Format(Words.HasParent, child, parent));

    public static Refusal OwnAncestor() => Refusal.Field("Ticket", "ticket.own-ancestor", Words.OwnAncestor);

    public static Refusal UnknownMessage(long message) =>
        Refusal.Field("Message", "ticket.unknown-message", string.Format(Words.MessageUnknown, message));

    public static Refusal AlreadySplit(long into) => new(409, "ticket.already-split", string.Format(Words.AlreadySplit, into));

    public static Refusal NotYetSolved() => new(409, "ticket.not-resolved", Words.RatedOnceSolved);

    public static Refusal AlreadyRated() => new(409, "ticket.already-rated", Words.AlreadyRated);

    public static Refusal RatedByRequester() => new(403, "ticket.rated-by-requester", Words.RatedByRequester);

    public static Refusal AcceptedByRequester() => new(403, "ticket.accepted-by-requester", Words.AcceptedByRequester);

    public static Refusal TaskDone() => new(409, "ticket.task-done", Words.TaskAlreadyDone);

    public static Refusal NoAgentForTime() => Refusal.Field("Quantity", "ticket.no-agent", Words.NoAgentForTime);

    public static Refusal ActivityUnclear() => Refusal.Field("Activity", "ticket.activity-unclear", Words.ActivityUnclear);

    /// <summary>Somebody else has changed the same fields since.</summary>
    /// <summary>Nobody works on it any more: it would count as theirs.</summary>
    /// <param name="fields">Those that say who shall.</param>
    /// <param name="status">What it is.</param>
    public static Refusal HandsOfSolved(IReadOnlyList<string> fields, string status)
    {
        var message = string.Format(Words.HandsOfSolved, TicketStatus.NameOf(status));
        return new(409, "ticket.hands-of-solved", message, fields.ToDictionary(field => field, _ => new[] { message }));
    }

    public static Refusal Conflict(IReadOnlyDictionary<string, FieldConflict> conflicts) =>
        new(
            409,
            "ticket.conflict",
            Words.ChangedByAnother,
            conflicts.ToDictionary(field => field.Key, field => new[] { string.Format(Words.TheirsIs, Shown(field.Value.Theirs)) })
        )
        {
            Conflicts = conflicts,
        };

    static object Shown(object? value) =>
        value switch
        {
            null => "–",
            IEnumerable<long> numbers => string.Join(", ", numbers),
            _ => value,
        };

    public static Refusal StaffOnly() => new(403, "ticket.staff-only", Words.StaffOnly);
}
