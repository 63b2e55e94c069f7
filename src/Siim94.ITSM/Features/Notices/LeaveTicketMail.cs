using MediatR;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Notices;

/// <summary>
/// Sends no more mail of a ticket to whoever a mail was written to, with its link and without an account; an observer follows the ticket no
/// more. Harmless when done before. Refused when the link is none of ours, or its reader has the ticket.
/// </summary>
[ForAnyone]
public sealed record LeaveTicketMail : ICommand<MailLeave>
{
    /// <summary>What the link carries.</summary>
    public string? Token { get; set; }
}

/// <summary>Has the keys that links are sealed with ready, before the transaction.</summary>
sealed class OpenedMailLeave(MailLeaveLinks links) : IPreparation<LeaveTicketMail>
{
    public Task Prepare(LeaveTicketMail request, CancellationToken ct)
    {
        links.Open(request.Token);
        return Task.CompletedTask;
    }
}

sealed class LeaveTicketMailHandler(TicketMailLeaves leaves, TicketPeople people, IMediator mediator, Audit audit, TimeProvider clock)
    : IRequestHandler<LeaveTicketMail, MailLeave>
{
    public async Task<MailLeave> Handle(LeaveTicketMail request, CancellationToken ct)
    {
        var before = await mediator.Send(new GetMailLeave(request.Token), ct);
        if (before.WhyNot is { } reason)
            throw NoticeErrors.NotToBeLeft(reason);
        var reader = await leaves.ReaderOf(request.Token, ct);
        if (reader.PersonId is { } personId)
            await people.RemoveObserver(reader.Ticket, personId, clock.GetUtcNow().UtcDateTime, ct);
        if (before.IsDone)
            return before;
        await leaves.Add(reader, ct);
        await audit.Record("ticket", reader.Ticket, "leave-mail", null, new { reader.PersonId, reader.UserId }, ct);
        return before with { IsDone = true };
    }
}
