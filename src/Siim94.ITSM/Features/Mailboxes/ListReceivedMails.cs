using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>
/// Mails that came in, newest first, by page: those who work on tickets see what people wrote, those who manage mailboxes what programs
/// did, too.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ListReceivedMails : IQuery<Page<ReceivedMailLine>>
{
    /// <summary>One of received, opened, answered, counted, quarantined, discarded; all without it.</summary>
    public string? State { get; init; }

    public long? After { get; init; }
    public int? Limit { get; init; }
}

public sealed record ReceivedMailLine
{
    public long Id { get; init; }

    /// <summary>Name of the mailbox that it came into.</summary>
    public string Mailbox { get; init; } = "";

    public DateTime ReceivedAt { get; init; }
    public string FromAddress { get; init; } = "";
    public string FromName { get; init; } = "";
    public string Subject { get; init; } = "";
    public string State { get; init; } = "";

    /// <summary>Why it is in that state; null when nothing is to be explained.</summary>
    public string? Reason { get; init; }

    /// <summary>The ticket that it has opened, or was added to.</summary>
    public long? Ticket { get; init; }

    /// <summary>The mail as it came in, a file; null once it is forgotten.</summary>
    public long? Attachment { get; init; }
}

sealed class ListReceivedMailsValidator : AbstractValidator<ListReceivedMails>
{
    public ListReceivedMailsValidator()
    {
        RuleFor(l => l.State).Must(state => state is null || MailState.All.Contains(state)).WithMessage(_ => Words.StateUnknown);
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<object>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
    }
}

sealed class ListReceivedMailsHandler(Db db, CurrentUser user) : IRequestHandler<ListReceivedMails, Page<ReceivedMailLine>>
{
    public async Task<Page<ReceivedMailLine>> Handle(ListReceivedMails request, CancellationToken ct)
    {
        string[] conditions =
        [
            .. request.State is null ? [] : (string[])[StateWhereSql],
            .. request.After is null ? [] : (string[])[AfterWhereSql],
            .. user.Can(Permission.ManageSettings) ? [] : (string[])[WrittenByPeopleWhereSql],
        ];
        var rows = await db.Query<ReceivedMailLine>(
            ListStatement(db.Dialect, conditions),
            new
            {
                request.State,
                request.After,
                MailState.WrittenByPeople,
                SubjectKind = ReceivedMailFiles.KindName,
                Take = Paging.LimitOf(request.Limit) + 1,
            },
            ct
        );
        return Page<ReceivedMailLine>.Of(rows, Paging.LimitOf(request.Limit), mail => $"{mail.Id}");
    }

    const string SelectSql = """
        SELECT m.Id, b.Name AS Mailbox, m.ReceivedAt, m.FromAddress, m.FromName, m.Subject, m.State, m.Reason, m.TicketId AS Ticket,
               l.AttachmentId AS Attachment
        FROM ReceivedMails m
        JOIN Mailboxes b ON b.Id = m.MailboxId
        LEFT JOIN AttachmentLinks l ON l.SubjectKind = @SubjectKind AND l.SubjectId = m.Id
        """;

    const string StateWhereSql = "m.State = @State";
    const string AfterWhereSql = "m.Id < @After";
    const string WrittenByPeopleWhereSql = "m.State IN @WrittenByPeople";

    static string ListStatement(SqlDialect dialect, IReadOnlyCollection<string> conditions) =>
        $"{SelectSql}{(conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}")} ORDER BY m.Id DESC{dialect.FirstRows}";

    /// <summary>Every statement that it composes, for the checks on both engines.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) =>
        [
            ListStatement(dialect, []),
            ListStatement(dialect, [StateWhereSql]),
            ListStatement(dialect, [AfterWhereSql]),
            ListStatement(dialect, [WrittenByPeopleWhereSql]),
            ListStatement(dialect, [StateWhereSql, AfterWhereSql, WrittenByPeopleWhereSql]),
        ];
}
