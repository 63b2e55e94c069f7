using System.Globalization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What the reader was told, newest first, by page.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ListNotices : IQuery<Page<NoticeLine>>
{
    /// <summary>Only what was not read yet.</summary>
    public bool? Unread { get; init; }

    public long? After { get; init; }
    public int? Limit { get; init; }
}

/// <summary>Something that somebody was told.</summary>
public sealed record NoticeLine
{
    public long Id { get; init; }

    /// <summary>
    /// Of tickets: opened, for-group, assigned, mentioned, answer, note, solved, closed, reopened. Of time: time-returned, time-approved,
    /// correction-asked, correction-decided, time-missing, absence-asked, absence-decided.
    /// </summary>
    public string Kind { get; init; } = "";

    /// <summary>Number of the ticket; null for a notice of time.</summary>
    public long? Ticket { get; init; }

    /// <summary>Whose time it is; null for a notice of a ticket.</summary>
    public string? Agent { get; init; }

    /// <summary>Week (<c>2026-W48</c>), month or first day of an absence that a notice of time is of.</summary>
    public string? Period { get; init; }

    /// <summary>Title of the ticket, or what time it is.</summary>
    public string Title { get; init; } = "";

    /// <summary>Page that shows it.</summary>
    public string Address { get; init; } = "";

    /// <summary>Who did it; null when the product did, or nobody knows.</summary>
    public string? ByName { get; init; }

    public DateTime At { get; init; }
    public bool IsRead { get; init; }
}

sealed class ListNoticesValidator : AbstractValidator<ListNotices>
{
    public ListNoticesValidator() =>
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<object>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
}

sealed class ListNoticesHandler(Db db, CurrentUser user, ReferentialCache referentials) : IRequestHandler<ListNotices, Page<NoticeLine>>
{
    public async Task<Page<NoticeLine>> Handle(ListNotices request, CancellationToken ct)
    {
        string[] conditions =
        [
            .. NoticeReach.Of(user),
            .. request.Unread is not true ? [] : (string[])[NoticeReach.UnreadWhereSql],
            .. request.After is null ? [] : (string[])[AfterWhereSql],
        ];
        var rows = await db.Query<NoticeRow>(
            ListStatement(db.Dialect, conditions),
            new
            {
                user.UserId,
                ScopeMemberIds = user.MemberScope,
                request.After,
                Take = Paging.LimitOf(request.Limit) + 1,
            },
            ct
        );
        var all = await referentials.Read(db, ct);
        return Page<NoticeLine>.Of([.. rows.Select(row => row.Line(all, user.AgentId))], Paging.LimitOf(request.Limit), notice =>
            notice.Id.ToString(CultureInfo.InvariantCulture)
        );
    }

    const string SelectSql = """
        SELECT n.Id, n.Kind, n.TicketId, t.Title, n.AgentId, n.Period, COALESCE(u.DisplayName, e.AuthorName) AS ByName, n.At,
               CASE WHEN n.ReadAt IS NULL THEN 0 ELSE 1 END AS IsRead
        FROM Notices n
        LEFT JOIN Tickets t ON t.Id = n.TicketId
        LEFT JOIN TicketEvents e ON e.Id = n.EventId
        LEFT JOIN Users u ON u.Id = COALESCE(e.UserId, n.ByUserId)
        """;

    const string AfterWhereSql = "n.Id < @After";

    static string ListStatement(SqlDialect dialect, IReadOnlyCollection<string> conditions) =>
        $"{SelectSql} WHERE {string.Join(" AND ", conditions)} ORDER BY n.Id DESC{dialect.FirstRows}";

    /// <summary>Every statement that it composes, for the checks on both engines.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] conditions = [.. NoticeReach.Every, NoticeReach.UnreadWhereSql, AfterWhereSql];
        return [.. conditions.Select(condition => ListStatement(dialect, [condition])), ListStatement(dialect, conditions)];
    }
}

/// <summary>A row of Notices, with the ticket that it may be about.</summary>
sealed record NoticeRow
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";
    public long? TicketId { get; init; }
    public string? Title { get; init; }
    public long? AgentId { get; init; }
    public string? Period { get; init; }
    public string? ByName { get; init; }
    public DateTime At { get; init; }
    public bool IsRead { get; init; }

    /// <summary>As an agent reads it.</summary>
    public NoticeLine Line(ReferentialData all, long? readerAgentId) =>
        new()
        {
            Id = Id,
            Kind = Kind,
            Ticket = TicketId,
            Agent = AgentId is { } whose ? all.Agents[whose].Code : null,
            Period = Period,
            Title = AgentId is { } agentId ? TitleOfTime(all.Agents[agentId], agentId == readerAgentId) : Title ?? "",
            Address = TicketId is { } number ? $"/tickets/{number}" : AddressOfTime,
            ByName = ByName,
            At = At,
            IsRead = IsRead,
        };

    string TitleOfTime(Agent agent, bool isOwn)
    {
        var period =
            Sheet is { } sheet ? sheet.Name
            : AbsentOn is { } day ? $"{day:d}"
            : null;
        return isOwn ? period ?? Words.OwnTime : string.Join(" – ", new[] { period, agent.Name }.OfType<string>());
    }

    string AddressOfTime =>
        Kind switch
        {
            TimeNoticeKind.CorrectionAsked => "/validation",
            TimeNoticeKind.AbsenceAsked => "/absences/a-decider",
            TimeNoticeKind.AbsenceDecided => "/absences",
            TimeNoticeKind.Missing => "/",
            _ => Sheet is { } sheet ? $"/temps/{Week.Of(sheet.FirstDay)}" : "/temps",
        };

    SheetPeriod? Sheet => SheetPeriod.Parse(Period);

    DateOnly? AbsentOn => DateOnly.TryParseExact(Period, "yyyy-MM-dd", out var day) ? day : null;
}
