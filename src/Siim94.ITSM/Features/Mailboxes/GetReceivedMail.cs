using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>One mail that came in.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record GetReceivedMail(long Id) : IQuery<ReceivedMailLine>;

sealed class GetReceivedMailHandler(IMediator mediator) : IRequestHandler<GetReceivedMail, ReceivedMailLine>
{
    public async Task<ReceivedMailLine> Handle(GetReceivedMail request, CancellationToken ct) =>
        (await mediator.Send(new ListReceivedMails { After = request.Id + 1, Limit = 1 }, ct)).Items.FirstOrDefault(mail =>
            mail.Id == request.Id
        ) ?? throw RequestErrors.NotFound();
}
