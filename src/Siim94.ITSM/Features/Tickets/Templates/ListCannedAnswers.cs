using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>The canned answers that one may use, by name.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ListCannedAnswers : IQuery<Page<CannedAnswerDetails>>;

sealed class ListCannedAnswersHandler(CannedAnswerShelf shelf) : IRequestHandler<ListCannedAnswers, Page<CannedAnswerDetails>>
{
    public async Task<Page<CannedAnswerDetails>> Handle(ListCannedAnswers request, CancellationToken ct) => new(await shelf.List(ct), null);
}
