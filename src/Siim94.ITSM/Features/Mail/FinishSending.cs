using System.Diagnostics;
using MediatR;

namespace Siim94.ITSM.Features.Mail;

/// <summary>Says what became of a message.</summary>
[Requires(Permission.ManageJobs)]
public sealed record FinishSending(long Id, string Claim, Delivery Delivery) : ICommand<Unit>;

sealed class FinishSendingHandler(Db db, TimeProvider clock) : IRequestHandler<FinishSending, Unit>
{
    const int LongestText = 1000;

    public async Task<Unit> Handle(FinishSending request, CancellationToken ct)
    {
        var delivery = request.Delivery;
        var attempts = await db.FirstOrDefault<int>(AttemptsSql, new { request.Id }, ct);
        var (now, delay) = (clock.GetUtcNow().UtcDateTime, RetryDelay.After(attempts));
        await db.Execute(
            FinishSql,
            new
            {
                request.Id,
                request.Claim,
                State = delivery.Outcome switch
                {
                    DeliveryOutcome.Sent => MailMessageState.Sent,
                    DeliveryOutcome.TryLater => delay is null ? MailMessageState.Failed : MailMessageState.Queued,
                    DeliveryOutcome.GiveUp => MailMessageState.Failed,
                    DeliveryOutcome.Unknown => MailMessageState.Unknown,
                    _ => throw new UnreachableException(),
                },
                NextAttemptAt = now + (delay ?? TimeSpan.Zero),
                SentAt = delivery.Outcome is DeliveryOutcome.Sent ? now : (DateTime?)null,
                delivery.Problem,
                ProblemText = delivery.ProblemText is { Length: > LongestText } text ? text[..LongestText] : delivery.ProblemText,
                MailMessageState.Preparing,
                MailMessageState.Sending,
                MailMessageState.Unknown,
            },
            ct
        );
        return Unit.Value;
    }

    const string AttemptsSql = "SELECT m.Attempts FROM MailMessages m WHERE m.Id = @Id";

    // Whoever took longer than anybody waits for knows after all.
    const string FinishSql = """
        UPDATE MailMessages
        SET State = @State, NextAttemptAt = @NextAttemptAt, SentAt = @SentAt, Problem = @Problem, ProblemText = @ProblemText
        WHERE Id = @Id AND Claim = @Claim AND (State = @Preparing OR State = @Sending OR State = @Unknown)
        """;
}
