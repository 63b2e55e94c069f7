using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A canned answer as it reads on a ticket, to be looked over and sent.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record FillCannedAnswer(long Number, long AnswerId) : IQuery<FilledAnswer>;

/// <param name="Text">The answer, with what the ticket says in it.</param>
public sealed record FilledAnswer(string Text);

sealed class FillCannedAnswerHandler(CannedAnswerShelf answers, TicketReader reader, ReferentialLookup codes, CurrentUser user)
    : IRequestHandler<FillCannedAnswer, FilledAnswer>
{
    public async Task<FilledAnswer> Handle(FillCannedAnswer request, CancellationToken ct)
    {
        var ticket = await reader.Get(request.Number, ct);
        var answer = await answers.Get(request.AnswerId, ct);
        return new(TicketVariables.Fill(answer.Text, ticket, await codes.Referentials(ct), user));
    }
}
