using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>
/// Decides on a mail that waits for it: with a member it opens a ticket, or is added to the one that it is about; without one it is
/// discarded. Refused when it does not wait.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record DecideMail : ICommand<DecidedMail>
{
    [JsonIgnore]
    public long Id { get; set; }

    public string? Member { get; set; }
}

/// <param name="MemberId">Row of the member that was chosen; null when the mail was discarded.</param>
public sealed record DecidedMail(long Id, long? MemberId);

sealed class DecideMailValidator : AbstractValidator<DecideMail>
{
    public DecideMailValidator() => RuleFor(d => d.Member).Line(200);
}

sealed class DecideMailHandler(Db db, ReferentialLookup codes, IMediator mediator, TimeProvider clock, Audit audit)
    : IRequestHandler<DecideMail, DecidedMail>
{
    public async Task<DecidedMail> Handle(DecideMail request, CancellationToken ct)
    {
        var mail = await mediator.Send(new GetReceivedMail(request.Id), ct);
        if (mail.State != MailState.Quarantined)
            throw MailboxErrors.NotWaiting(mail.State);
        var member = codes.Find((await codes.Referentials(ct)).Members, "Member", request.Member, Paris.Today(clock));
        if (member is not null && mail.Attachment is null)
            throw MailboxErrors.Forgotten();
        if (member is null)
            await db.Execute(
                DiscardSql,
                new
                {
                    request.Id,
                    MailState.Quarantined,
                    MailState.Discarded,
                },
                ct
            );
        await audit.Record(
            "mail",
            request.Id,
            member is null ? "reject" : "accept",
            null,
            new { mail.FromAddress, Member = member?.Code },
            ct
        );
        return new(request.Id, member?.Id);
    }

    const string DiscardSql = "UPDATE ReceivedMails SET State = @Discarded WHERE Id = @Id AND State = @Quarantined";
}
