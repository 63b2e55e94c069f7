using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Incidents within the reader's reach that are open now and hold most of the words of a title: what somebody who asks for help may have
/// asked for already. The five that hold the most, the newest first among them.
/// </summary>
[Requires(Permission.ReadTickets)]
public sealed record ListSimilarTickets : IQuery<IReadOnlyList<TicketLine>>
{
    public string? Title { get; init; }
}

sealed class ListSimilarTicketsValidator : AbstractValidator<ListSimilarTickets>
{
    public ListSimilarTicketsValidator() => RuleFor(l => l.Title).Line(200);
}

sealed class ListSimilarTicketsHandler(TicketReader reader) : IRequestHandler<ListSimilarTickets, IReadOnlyList<TicketLine>>
{
    // Articles and the like are shorter; a title says what it is about in its first words.
    const int ShortestWord = 4,
        WordsLookedAt = 6,
        TicketsOfAWord = 50,
        Most = 5;

    public async Task<IReadOnlyList<TicketLine>> Handle(ListSimilarTickets request, CancellationToken ct)
    {
        var words = TicketWords.SoughtBy(request.Title ?? "").Where(word => word.Length >= ShortestWord).Take(WordsLookedAt).ToList();
        var holding = new List<TicketLine>();
        foreach (var word in words)
            holding.AddRange((await reader.List(OpenIncidentsWith(word), ct)).Items);
        return
        [
            .. holding
                .GroupBy(ticket => ticket.Number)
                .Where(ticket => 2 * ticket.Count() >= words.Count)
                .OrderByDescending(ticket => ticket.Count())
                .ThenByDescending(ticket => ticket.Key)
                .Take(Most)
                .Select(ticket => ticket.First()),
        ];
    }

    static ListTickets OpenIncidentsWith(string word) =>
        new()
        {
            Q = word,
            Status = TicketFilter.Open,
            Type = TicketType.Incident,
            Limit = TicketsOfAWord,
        };
}
