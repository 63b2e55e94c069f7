using MediatR;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Whether mail can be sent, and what waits.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetMailState : IQuery<MailState>;

/// <param name="IsConfigured">There is a mail server; without one messages wait.</param>
/// <param name="Waiting">Messages not yet sent, of schedules within the reader's reach.</param>
public sealed record MailState(bool IsConfigured, int Waiting);

sealed class GetMailStateHandler(Db db, CurrentUser user, IOptions<MailSettings> settings) : IRequestHandler<GetMailState, MailState>
{
    public async Task<MailState> Handle(GetMailState request, CancellationToken ct) =>
        new(
            settings.Value.IsConfigured,
            await db.FirstOrDefault<int>(
                WaitingSql,
                new
                {
                    ReportMail.Kind,
                    MailMessageState.Queued,
                    user.UserId,
                    SeesAll = user.Can(Permission.EditReports),
                },
                ct
            )
        );

    const string WaitingSql = """
        SELECT COUNT(*)
        FROM MailMessages m
        JOIN ReportSchedules s ON s.Id = m.SubjectId
        WHERE m.Kind = @Kind AND m.State = @Queued AND (@SeesAll = 1 OR s.OwnerUserId = @UserId OR m.UserId = @UserId)
        """;
}
