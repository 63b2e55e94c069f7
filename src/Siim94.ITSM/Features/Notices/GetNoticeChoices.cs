using MediatR;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What the reader wants to be told, and how.</summary>
[Requires(Permission.ReadTickets)]
public sealed record GetNoticeChoices : IQuery<NoticeChoices>;

public sealed record NoticeChoices(IReadOnlyList<NoticeChoice> Items, NoticeHours Hours);

/// <summary>When mail comes, in Paris: times as <c>20:00</c>, null for none.</summary>
/// <param name="QuietFrom">No mail comes from then on.</param>
/// <param name="QuietUntil">It comes again from then on; what happened meanwhile is told then, a mail for each ticket.</param>
/// <param name="DigestAt">One mail a day, at this time, tells all.</param>
public sealed record NoticeHours(string? QuietFrom, string? QuietUntil, string? DigestAt);

/// <param name="Kind">One of those of <see cref="NoticeLine"/>.</param>
/// <param name="IsShown">Told in the product.</param>
/// <param name="IsMailed">Told by mail.</param>
/// <param name="IsPopped">Shown by the browsers that were allowed to, of what is told in the product.</param>
public sealed record NoticeChoice(string Kind, bool IsShown, bool IsMailed, bool IsPopped = true);

sealed class GetNoticeChoicesHandler(Db db, CurrentUser user, MailHoursStore hours) : IRequestHandler<GetNoticeChoices, NoticeChoices>
{
    public async Task<NoticeChoices> Handle(GetNoticeChoices request, CancellationToken ct)
    {
        var chosen = (await db.Query<NoticeChoiceRow>(ChoicesSql, new { user.UserId }, ct)).ToDictionary(row => row.Kind);
        var (quietFrom, quietUntil, digestAt) = await hours.Of(user.UserId, ct);
        var isStaff = user.Can(Permission.WorkOnTickets);
        IReadOnlyList<NoticeChoice> items =
        [
            .. NoticeKind
                .All.Where(kind => isStaff || !NoticeKind.OfStaff.Contains(kind))
                .Select(kind =>
                    chosen.TryGetValue(kind, out var choice)
                        ? new NoticeChoice(kind, choice.IsShown, choice.IsMailed, choice.IsPopped)
                        : new(kind, true, NoticeRules.IsMailedUnlessChosen(kind, isStaff))
                ),
        ];
        return new(items, new(MailHours.TextOf(quietFrom), MailHours.TextOf(quietUntil), MailHours.TextOf(digestAt)));
    }

    const string ChoicesSql = "SELECT c.UserId, c.Kind, c.IsShown, c.IsMailed, c.IsPopped FROM NoticeChoices c WHERE c.UserId = @UserId";
}
