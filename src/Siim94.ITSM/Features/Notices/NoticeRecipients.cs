using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Somebody who is told of a step.</summary>
sealed record NoticeRecipient
{
    /// <summary>One of <see cref="NoticeKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>One of <see cref="NoticeRole"/>: why they are told.</summary>
    public string Role { get; init; } = "";

    /// <summary>Account; null for people without one, who get mail only.</summary>
    public long? UserId { get; init; }

    /// <summary>Number in the directory; null for an account that is none of its people.</summary>
    public long? PersonId { get; init; }

    public string Name { get; init; } = "";
    public string? Address { get; init; }
    public string? Language { get; init; }
    public bool IsShown { get; init; }
    public bool IsMailed { get; init; }

    /// <summary>Gets no more mail of this ticket.</summary>
    public bool HasLeft { get; init; }
}

/// <summary>Why somebody is told.</summary>
static class NoticeRole
{
    public const string Requester = "requester",
        Observer = "observer",
        Affected = "affected",
        Mentioned = "mentioned",
        Agent = "agent",
        Group = "group";

    /// <summary>Whether somebody told for this reason may leave the mail of a ticket.</summary>
    public static bool MayLeave(string role) => role is Requester or Observer;
}

/// <summary>
/// Finds who is told of a step: those it names, requester, observers, the agent in charge or the
/// group; never whoever took it.
/// </summary>
sealed class NoticeRecipients(Db db, ReferentialLookup codes, TicketMailLeaves leaves)
{
    public async Task<IReadOnlyList<NoticeRecipient>> Of(TicketStepRow step, CancellationToken ct)
    {
        var concerned = new List<NoticeRecipient>();
        if (step.Said is { } said && await Named(said, ct) is { Count: > 0 } agentIds)
            concerned.AddRange(
                (await db.Query<ConcernedRow>(MentionedSql, new { AgentIds = agentIds, step.UserId }, ct)).Select(row =>
                    row.Told(NoticeKind.Mentioned)
                )
            );
        if (NoticeRules.ForRequester(step.Kind, step.IsPrivate) is { } kind && MayBeTold(step))
            concerned.AddRange((await db.Query<ConcernedRow>(AskingSql, step, ct)).Select(row => row.Told(kind)));
        if (NoticeRules.ForAgent(step.Kind, step.IsPrivate) is { } forAgent)
            concerned.AddRange((await db.Query<ConcernedRow>(AgentSql, step, ct)).Select(row => row.Told(forAgent)));
        if (NoticeRules.ForGroup(step.Kind, step.IsPrivate) is { } forGroup)
            concerned.AddRange((await db.Query<ConcernedRow>(GroupSql, step, ct)).Select(row => row.Told(forGroup)));
        // Somebody who is both hears once: of their name first, then of what they ask for.
        var told = concerned.DistinctBy(one => one.UserId is { } id ? $"{id}" : one.Address?.ToLowerInvariant());
        return await Chosen(await WithoutLeft(step, [.. told.Where(one => !IsAuthor(step, one))], ct), ct);
    }

    /// <summary>Confirming to a program what it sent makes it send again.</summary>
    static bool MayBeTold(TicketStepRow step) => step.Kind != TicketEventKind.Open || step.IsConfirmed != false;

    /// <summary>Whoever opens a ticket for themselves gets its number; of all else, nobody is told what they did.</summary>
    static bool IsAuthor(TicketStepRow step, NoticeRecipient one) =>
        step.Kind != TicketEventKind.Open
        && (
            (step.UserId is not null && step.UserId == one.UserId)
            || (step.AuthorAddress is { } author && string.Equals(author, one.Address, StringComparison.OrdinalIgnoreCase))
        );

    async Task<IReadOnlyList<long>> Named(string said, CancellationToken ct) =>
        said.Contains(Mentions.Sign) ? [.. Mentions.In(said, (await codes.Referentials(ct)).Agents).Select(agent => agent.Id)] : [];

    // What somebody of a member writes calls nobody.
    const string MentionedSql = """
        SELECT 'mentioned' AS Role, u.Id AS UserId, u.Role AS AccountRole, u.DisplayName AS Name, u.Email AS Address, u.Language
        FROM Users u
        WHERE u.AgentId IN @AgentIds AND u.IsDisabled = 0
            AND EXISTS (SELECT a.Id FROM Users a WHERE a.Id = @UserId AND a.MemberId IS NULL)
        """;

    // People's own account comes before their address; accounts that are closed hear nothing. Whom the same incident has hit hears of its
    // end alone, and of another member's not what was done.
    const string AskingSql = $"""
        SELECT 'requester' AS Role, u.Id AS UserId, t.RequesterPersonId AS PersonId, u.Role AS AccountRole, u.DisplayName AS Name,
               COALESCE(u.Email, c.Text) AS Address, u.Language
        FROM Tickets t
        JOIN Users u ON u.Id = t.RequesterUserId
        LEFT JOIN People p ON p.UserId = u.Id AND p.ErasedAt IS NULL AND p.IsActive = 1
        LEFT JOIN PersonContacts c ON c.PersonId = p.Id AND c.Kind = '{PersonContact.Email}' AND c.Position = 0
        WHERE t.Id = @TicketId AND u.IsDisabled = 0
        UNION ALL
        SELECT w.Role, u.Id AS UserId, p.Id AS PersonId, u.Role AS AccountRole, p.Name, COALESCE(u.Email, c.Text) AS Address,
               COALESCE(u.Language, p.Language) AS Language
        FROM (
            SELECT 'requester' AS Role, t.RequesterPersonId AS PersonId FROM Tickets t WHERE t.Id = @TicketId
            UNION ALL
            SELECT 'observer' AS Role, o.PersonId FROM TicketObservers o WHERE o.TicketId = @TicketId
            UNION ALL
            SELECT CASE WHEN y.MemberId = m.Id OR y.MemberId = m.ParentId THEN 'observer' ELSE 'affected' END AS Role, a.PersonId
            FROM TicketAffectedPeople a
            JOIN People y ON y.Id = a.PersonId
            JOIN Tickets x ON x.Id = a.TicketId
            JOIN Members m ON m.Id = x.MemberId
            WHERE a.TicketId = @TicketId AND @Kind = '{TicketEventKind.Resolve}'
        ) w
        JOIN People p ON p.Id = w.PersonId
        LEFT JOIN PersonContacts c ON c.PersonId = p.Id AND c.Kind = '{PersonContact.Email}' AND c.Position = 0
        LEFT JOIN Users u ON u.Id = p.UserId AND u.IsDisabled = 0
        WHERE p.ErasedAt IS NULL AND p.IsActive = 1
        ORDER BY Role DESC
        """;

    const string AgentSql = """
        SELECT 'agent' AS Role, u.Id AS UserId, u.Role AS AccountRole, u.DisplayName AS Name, u.Email AS Address, u.Language
        FROM Tickets t
        JOIN Users u ON u.AgentId = t.AssignedAgentId
        WHERE t.Id = @TicketId AND u.IsDisabled = 0
        """;

    // What is opened for a group comes to it once.
    const string GroupSql = $"""
        SELECT 'group' AS Role, u.Id AS UserId, u.Role AS AccountRole, u.DisplayName AS Name, u.Email AS Address, u.Language
        FROM Tickets t
        JOIN AssignmentGroupAgents g ON g.GroupId = t.AssignedGroupId
        JOIN Users u ON u.AgentId = g.AgentId
        WHERE t.Id = @TicketId AND t.AssignedAgentId IS NULL AND u.IsDisabled = 0
            AND (@Kind <> '{TicketEventKind.Assign}'
                OR NOT EXISTS (
                    SELECT o.Id FROM TicketEvents o WHERE o.TicketId = t.Id AND o.At = @At AND o.Kind = '{TicketEventKind.Open}'))
        """;

    /// <summary>Whoever left the mail of what they ask for, or follow, gets none of it; as staff they still do.</summary>
    async Task<IReadOnlyList<NoticeRecipient>> WithoutLeft(TicketStepRow step, IReadOnlyList<NoticeRecipient> told, CancellationToken ct)
    {
        var left = await leaves.Of(step.TicketId, ct);
        return left.Count == 0
            ? told
            :
            [
                .. told.Select(one =>
                    NoticeRole.MayLeave(one.Role) && left.Any(leave => leave.IsOf(one.PersonId, one.UserId))
                        ? one with
                        {
                            IsMailed = false,
                            HasLeft = true,
                        }
                        : one
                ),
            ];
    }

    async Task<IReadOnlyList<NoticeRecipient>> Chosen(IReadOnlyList<NoticeRecipient> told, CancellationToken ct)
    {
        var userIds = told.Select(one => one.UserId).OfType<long>().ToList();
        if (userIds.Count == 0)
            return told;
        var chosen = (await db.Query<NoticeChoiceRow>(ChoicesSql, new { UserIds = userIds }, ct)).ToDictionary(row =>
            (row.UserId, row.Kind)
        );
        return
        [
            .. told.Select(one =>
                one.UserId is { } id && chosen.TryGetValue((id, one.Kind), out var choice)
                    ? one with
                    {
                        IsShown = choice.IsShown,
                        IsMailed = choice.IsMailed && !one.HasLeft && one.Address is not null,
                    }
                    : one
            ),
        ];
    }

    const string ChoicesSql = "SELECT c.UserId, c.Kind, c.IsShown, c.IsMailed, c.IsPopped FROM NoticeChoices c WHERE c.UserId IN @UserIds";

    sealed record ConcernedRow
    {
        public string Role { get; init; } = "";
        public long? UserId { get; init; }
        public long? PersonId { get; init; }
        public string? AccountRole { get; init; }
        public string Name { get; init; } = "";
        public string? Address { get; init; }
        public string? Language { get; init; }

        public NoticeRecipient Told(string kind) =>
            new()
            {
                Kind = kind,
                Role = Role,
                UserId = UserId,
                PersonId = PersonId,
                Name = Name,
                Address = Address,
                Language = Language,
                IsShown = true,
                IsMailed = Address is not null && NoticeRules.IsMailedUnlessChosen(kind, IsStaff),
            };

        bool IsStaff => AccountRole is not null && !Roles.IsOfMember(Enum.Parse<Role>(AccountRole));
    }
}

/// <summary>A row of NoticeChoices.</summary>
sealed record NoticeChoiceRow
{
    public long UserId { get; init; }
    public string Kind { get; init; } = "";
    public bool IsShown { get; init; }
    public bool IsMailed { get; init; }
    public bool IsPopped { get; init; }
}
