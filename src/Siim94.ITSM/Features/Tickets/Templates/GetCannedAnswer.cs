using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>One canned answer.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record GetCannedAnswer(long Id) : IQuery<CannedAnswerDetails>;

sealed class GetCannedAnswerHandler(CannedAnswerShelf shelf) : IRequestHandler<GetCannedAnswer, CannedAnswerDetails>
{
    public Task<CannedAnswerDetails> Handle(GetCannedAnswer request, CancellationToken ct) => shelf.Get(request.Id, ct);
}
