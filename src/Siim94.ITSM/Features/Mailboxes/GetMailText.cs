using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>
/// What somebody wrote in a mail that came in, for whoever decides on it; empty once it is forgotten, or was no mail at all.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record GetMailText(long Id) : IQuery<ReadableMail>;

/// <param name="Text">What they wrote, without what they quote.</param>
/// <param name="Files">Names of what they sent with it.</param>
public sealed record ReadableMail(string Text, IReadOnlyList<string> Files);

sealed class GetMailTextHandler(IMediator mediator) : IRequestHandler<GetMailText, ReadableMail>
{
    public async Task<ReadableMail> Handle(GetMailText request, CancellationToken ct)
    {
        await mediator.Send(new GetReceivedMail(request.Id), ct); // within reach
        if (await mediator.Send(new GetRawMail(request.Id), ct) is not { } content || ReceivedMail.Parse(content) is not { } message)
            return new("", []);
        var mail = MailReader.Read(message);
        return new(mail.Text, [.. mail.Files.Select(file => file.Name)]);
    }
}
