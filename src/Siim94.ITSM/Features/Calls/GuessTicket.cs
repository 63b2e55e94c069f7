using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Calls;

/// <summary>
/// What a ticket is probably about, by what others chose for tickets with the words of its title. Nothing where they did not agree.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record GuessTicket : IQuery<GuessedTicket>
{
    public string? Title { get; init; }

    /// <summary>Member of whoever asks: a category that is not for it is not guessed.</summary>
    public string? Member { get; init; }
}

/// <param name="Category">Code of the category; null for no guess.</param>
/// <param name="Application">Code of the application; null for no guess.</param>
public sealed record GuessedTicket(string? Category, string? Application);

sealed class GuessTicketValidator : AbstractValidator<GuessTicket>
{
    public GuessTicketValidator()
    {
        RuleFor(g => g.Title).Line(200);
        RuleFor(g => g.Member).Line(200);
    }
}

sealed class GuessTicketHandler(ReferentialLookup codes, Db db, TimeProvider clock) : IRequestHandler<GuessTicket, GuessedTicket>
{
    // The newest: habits change.
    const int TicketsOfAWord = 200,
        WordsLookedAt = 8;

    public async Task<GuessedTicket> Handle(GuessTicket request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        var member = codes.Find(all.Members, "Member", request.Member, null);
        var (categories, applications) = (new TitleGuess(), new TitleGuess());
        foreach (var word in TicketWords.SoughtBy(request.Title ?? "").Where(TitleGuess.Says).Take(WordsLookedAt))
        {
            var chosen = await db.Query<ChosenRow>(ChosenSql + db.Dialect.FirstRows, new { Word = word, Take = TicketsOfAWord }, ct);
            categories.Add(chosen.Select(ticket => ticket.CategoryId));
            applications.Add(chosen.Select(ticket => ticket.ApplicationId));
        }
        return new(
            categories.Best(id => all.Categories[id] is var row && row.IsOpenOn(today) && (member is null || row.IsFor(member.Id)))
                is { } category
                ? all.Categories[category].Code
                : null,
            applications.Best(id => all.Applications[id].IsOpenOn(today)) is { } application ? all.Applications[application].Code : null
        );
    }

    const string ChosenSql = """
        SELECT t.CategoryId, t.ApplicationId
        FROM TicketWords w
        JOIN Tickets t ON t.Id = w.TicketId
        WHERE w.Word = @Word AND w.Part = 0
        ORDER BY w.TicketId DESC
        """;

    sealed record ChosenRow
    {
        public long? CategoryId { get; init; }
        public long? ApplicationId { get; init; }
    }
}
