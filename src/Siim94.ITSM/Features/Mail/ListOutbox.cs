using System.Globalization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Mail;

/// <summary>Mail that leaves, of every kind, newest first, by page.</summary>
[Requires(Permission.ManageSettings)]
public sealed record ListOutbox : IQuery<Page<OutboxLine>>
{
    /// <summary>Only what was given up, or may not have arrived.</summary>
    public bool IsDead { get; init; }

    public long? After { get; init; }
    public int? Limit { get; init; }
}

public sealed record OutboxLine
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";

    /// <summary>Row that it is about: the number of a ticket, for those of kind <c>ticket</c>.</summary>
    public long Subject { get; init; }

    public string Recipient { get; init; } = "";
    public string? Address { get; init; }

    /// <summary>One of queued, preparing, sending, sent, failed, unknown.</summary>
    public string State { get; init; } = "";

    public int Attempts { get; init; }
    public DateTime DueAt { get; init; }
    public DateTime NextAttemptAt { get; init; }
    public DateTime? SentAt { get; init; }
    public string? Problem { get; init; }
    public string? ProblemText { get; init; }
}

sealed class ListOutboxValidator : AbstractValidator<ListOutbox>
{
    public ListOutboxValidator() =>
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<object>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
}

sealed class ListOutboxHandler(Db db) : IRequestHandler<ListOutbox, Page<OutboxLine>>
{
    public async Task<Page<OutboxLine>> Handle(ListOutbox request, CancellationToken ct)
    {
        var sought = new
        {
            After = request.After ?? long.MaxValue,
            MailMessageState.Failed,
            MailMessageState.Unknown,
            Take = Paging.LimitOf(request.Limit) + 1,
        };
        var rows = await db.Query<OutboxLine>((request.IsDead ? DeadSql : AllSql) + db.Dialect.FirstRows, sought, ct);
        return Page<OutboxLine>.Of(rows, Paging.LimitOf(request.Limit), mail => mail.Id.ToString(CultureInfo.InvariantCulture));
    }

    const string SelectSql = """
        SELECT m.Id, m.Kind, m.SubjectId AS Subject, COALESCE(u.DisplayName, m.RecipientName) AS Recipient,
               COALESCE(m.Address, u.Email, m.RecipientAddress) AS Address, m.State, m.Attempts, m.DueAt, m.NextAttemptAt, m.SentAt,
               m.Problem, m.ProblemText
        FROM MailMessages m
        LEFT JOIN Users u ON u.Id = m.UserId
        """;

    const string AllSql = $"{SelectSql} WHERE m.Id < @After ORDER BY m.Id DESC";
    const string DeadSql = $"{SelectSql} WHERE m.Id < @After AND m.State IN (@Failed, @Unknown) ORDER BY m.Id DESC";
}
