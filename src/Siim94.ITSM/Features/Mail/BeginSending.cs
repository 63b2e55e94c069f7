using MediatR;

namespace Siim94.ITSM.Features.Mail;

/// <summary>Says that a message is about to be handed to the server.</summary>
/// <returns>Whether it is still the sender's to hand over.</returns>
[Requires(Permission.ManageJobs)]
public sealed record BeginSending(long Id, string Claim) : ICommand<bool>;

sealed class BeginSendingHandler(Db db) : IRequestHandler<BeginSending, bool>
{
    public async Task<bool> Handle(BeginSending request, CancellationToken ct) =>
        await db.Execute(
            BeginSql,
            new
            {
                request.Id,
                request.Claim,
                MailMessageState.Preparing,
                MailMessageState.Sending,
            },
            ct
        ) > 0;

    const string BeginSql = "UPDATE MailMessages SET State = @Sending WHERE Id = @Id AND Claim = @Claim AND State = @Preparing";
}
