using System.Globalization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket in a list.</summary>
public record TicketLine
{
    public long Number { get; init; }
    public string Title { get; init; } = "";
    public string Member { get; init; } = "";
    public string? Requester { get; init; }
    public string Channel { get; init; } = "";
    public string Type { get; init; } = "";
    public string Urgency { get; init; } = "";
    public string Impact { get; init; } = "";
    public string Priority { get; init; } = "";
    public string Status { get; init; } = "";
    public string? Application { get; init; }
    public string? Domain { get; init; }

    /// <summary>Name of the agent who has it in charge.</summary>
    public string? AssignedTo { get; init; }

    public DateTime OpenedAt { get; init; }
    public DateTime? TakenInChargeAt { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
    public long Version { get; init; }
}

/// <summary>A ticket with its timeline.</summary>
public sealed record TicketDetails : TicketLine
{
    public string? Description { get; init; }
    public string? Solution { get; init; }

    /// <summary>Time logged on it, in minutes.</summary>
    public long Minutes { get; init; }

    public IReadOnlyList<TicketEvent> Events { get; init; } = [];
}

public sealed record TicketEvent
{
    public DateTime At { get; init; }
    public string? ByName { get; init; }

    /// <summary><c>open</c>, <c>take-charge</c>, <c>hold</c>, <c>resolve</c>, <c>close</c>, <c>reopen</c> or <c>follow-up</c>.</summary>
    public string Kind { get; init; } = "";

    public string? ToStatus { get; init; }
    public string? Text { get; init; }
    public bool IsPrivate { get; init; }
}

/// <summary>One ticket.</summary>
[Requires(Permission.ReadTickets)]
public sealed record GetTicket(long Number) : IQuery<TicketDetails>;

sealed class GetTicketHandler(TicketReader reader) : IRequestHandler<GetTicket, TicketDetails>
{
    public Task<TicketDetails> Handle(GetTicket request, CancellationToken ct) => reader.Get(request.Number, ct);
}

/// <summary>Tickets, newest first, by page.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ListTickets : IQuery<Page<TicketLine>>
{
    /// <summary>One of the six states, or <c>open</c> for all that is neither resolved nor closed.</summary>
    public string? Status { get; init; }

    public string? Member { get; init; }

    /// <summary>Words of the title, description or requester, or a number.</summary>
    public string? Q { get; init; }

    public long? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListTicketsValidator : AbstractValidator<ListTickets>
{
    public const string Open = "open";

    public ListTicketsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TicketLine>.MaximumLimit).WithMessage(_ => TimeWords.LimitOutOfRange);
        RuleFor(l => l.Status).Must(status => status is null or Open || TicketStatus.All.Contains(status)).WithMessage(_ => Words.StatusUnknown);
        RuleFor(l => l.Q).Line(200);
    }
}

sealed class ListTicketsHandler(TicketReader reader) : IRequestHandler<ListTickets, Page<TicketLine>>
{
    public Task<Page<TicketLine>> Handle(ListTickets request, CancellationToken ct) => reader.List(request, ct);
}

/// <summary>Reads tickets within the reader's reach: a requester their own, people of a member those of the member, staff all.</summary>
sealed class TicketReader(Db db, Codes codes, CurrentUser user)
{
    const string SelectTicketsSql = """
        SELECT t.Id, t.Title, t.Description, t.MemberId, t.RequesterName, t.RequesterUserId, t.Channel, t.Type, t.Urgency, t.Impact, t.Priority, t.Status, t.ApplicationId,
               t.DomainId, t.AssignedAgentId, t.AssignedTeamId, t.OpenedAt, t.OpenedOn, t.TakenInChargeAt, t.TakenInChargeOn, t.ResolvedAt, t.ResolvedOn, t.ClosedAt,
               t.ClosedOn, t.Solution, t.CreatedByUserId, t.Version
        FROM Tickets t
        """;

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<TicketRow> Row(long number, CancellationToken ct)
    {
        var row = await db.FirstOrDefault<TicketRow>(TicketSql, new { Id = number }, ct);
        return row is not null && Sees(row) ? row : throw RequestErrors.NotFound();
    }

    const string TicketSql = $"{SelectTicketsSql} WHERE t.Id = @Id";

    /// <inheritdoc cref="Row"/>
    public async Task<TicketDetails> Get(long number, CancellationToken ct)
    {
        var row = await Row(number, ct);
        var line = LineOf(row, await codes.Referentials(ct));
        var events = await db.Query<TicketEvent>(EventsSql, new { TicketId = number, SeesPrivate = user.MemberScope is null ? 1 : 0 }, ct);
        return new()
        {
            Number = line.Number, Title = line.Title, Member = line.Member, Requester = line.Requester, Channel = line.Channel, Type = line.Type, Urgency = line.Urgency,
            Impact = line.Impact, Priority = line.Priority, Status = line.Status, Application = line.Application, Domain = line.Domain, AssignedTo = line.AssignedTo,
            OpenedAt = line.OpenedAt, TakenInChargeAt = line.TakenInChargeAt, ResolvedAt = line.ResolvedAt, ClosedAt = line.ClosedAt, Version = line.Version,
            Description = row.Description,
            Solution = row.Solution,
            Minutes = await db.FirstOrDefault<long?>(MinutesSql, new { TicketId = number }, ct) ?? 0,
            Events = events,
        };
    }

    const string EventsSql = """
        SELECT e.At, u.DisplayName AS ByName, e.Kind, e.ToStatus, e.Text, e.IsPrivate
        FROM TicketEvents e
        LEFT JOIN Users u ON u.Id = e.UserId
        WHERE e.TicketId = @TicketId AND (@SeesPrivate = 1 OR e.IsPrivate = 0)
        ORDER BY e.Id
        """;

    const string MinutesSql = "SELECT SUM(e.Minutes) FROM TimeEntries e WHERE e.TicketId = @TicketId";

    public async Task<Page<TicketLine>> List(ListTickets list, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var isNumber = long.TryParse(list.Q?.Trim().TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var parameters = new
        {
            list.Status,
            MemberId = codes.Find(all.Members, "Member", list.Member, null)?.Id,
            Number = number,
            Pattern = $"%{Escape(Folding.FoldWords(list.Q ?? ""))}%",
            ScopeMemberIds = user.MemberScope,
            user.UserId,
            After = list.After ?? 0,
            Take = Paging.LimitOf(list.Limit) + 1,
        };
        List<string> conditions = [];
        if (list.Status is not null) conditions.Add(list.Status == ListTicketsValidator.Open ? OpenWhereSql : StatusWhereSql);
        if (parameters.MemberId is not null) conditions.Add(MemberWhereSql);
        if (!string.IsNullOrWhiteSpace(list.Q)) conditions.Add(isNumber ? NumberWhereSql : TextWhereSql);
        if (user.MemberScope is not null) conditions.Add(ScopeWhereSql);
        if (user.Role is Role.Requester) conditions.Add(OwnWhereSql);
        if (list.After is not null) conditions.Add(AfterWhereSql);
        var rows = await db.Query<TicketRow>(Statement(db.Dialect, conditions), parameters, ct);
        return Page<TicketLine>.Of([.. rows.Select(row => LineOf(row, all))], Paging.LimitOf(list.Limit), ticket => ticket.Number.ToString(CultureInfo.InvariantCulture));
    }

    const string StatusWhereSql = "t.Status = @Status";
    const string OpenWhereSql = "t.Status IN ('new', 'assigned', 'planned', 'pending')";
    const string MemberWhereSql = "t.MemberId = @MemberId";
    const string NumberWhereSql = "t.Id = @Number";
    const string TextWhereSql = "t.SearchText LIKE @Pattern ESCAPE '!'";
    const string ScopeWhereSql = "t.MemberId IN @ScopeMemberIds";
    const string OwnWhereSql = "t.RequesterUserId = @UserId";
    const string AfterWhereSql = "t.Id < @After";

    static string Statement(SqlDialect dialect, IReadOnlyCollection<string> conditions) =>
        $"{SelectTicketsSql}{(conditions.Count > 0 ? " WHERE " : "")}{string.Join(" AND ", conditions)} ORDER BY t.Id DESC{dialect.Page}";

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] conditions = [StatusWhereSql, OpenWhereSql, MemberWhereSql, NumberWhereSql, TextWhereSql, ScopeWhereSql, OwnWhereSql, AfterWhereSql];
        return [Statement(dialect, []), .. conditions.Select(condition => Statement(dialect, [condition])), Statement(dialect, conditions)];
    }

    static string Escape(string text) => text.Replace("!", "!!").Replace("%", "!%").Replace("_", "!_").Replace("[", "![");

    bool Sees(TicketRow row) => user.Sees(row.MemberId) && (user.Role is not Role.Requester || row.RequesterUserId == user.UserId);

    static TicketLine LineOf(TicketRow row, Referentials.Referentials all) => new()
    {
        Number = row.Id,
        Title = row.Title,
        Member = all.Members[row.MemberId].Code,
        Requester = row.RequesterName,
        Channel = row.Channel,
        Type = row.Type,
        Urgency = TicketPriority.CodeOf(row.Urgency),
        Impact = TicketPriority.CodeOf(row.Impact),
        Priority = TicketPriority.CodeOf(row.Priority),
        Status = row.Status,
        Application = all.Applications.CodeOf(row.ApplicationId),
        Domain = all.Domains.CodeOf(row.DomainId),
        AssignedTo = all.Agents.NameOf(row.AssignedAgentId),
        OpenedAt = row.OpenedAt,
        TakenInChargeAt = row.TakenInChargeAt,
        ResolvedAt = row.ResolvedAt,
        ClosedAt = row.ClosedAt,
        Version = row.Version,
    };
}
