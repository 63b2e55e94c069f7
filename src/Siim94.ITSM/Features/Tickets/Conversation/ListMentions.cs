using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Whom a text may name behind an <c>@</c>: colleagues first, who are told of it, then people of the directory within reach.
/// </summary>
[Requires(Permission.ReadPeople)]
public sealed record ListMentions : IQuery<Page<MentionLine>>
{
    /// <summary>Beginnings of words of the name, accents and case ignored; of people, any part, or their address or number.</summary>
    public string? Q { get; init; }

    public int? Limit { get; init; }
}

/// <param name="Name">What is written behind the <c>@</c>: a name, or the code of a colleague who shares it.</param>
/// <param name="About">Team or member.</param>
/// <param name="IsTold">A colleague, who is told.</param>
public sealed record MentionLine(string Name, string About, bool IsTold);

sealed class ListMentionsValidator : AbstractValidator<ListMentions>
{
    public ListMentionsValidator()
    {
        RuleFor(l => l.Q).Line(200);
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<MentionLine>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
    }
}

sealed class ListMentionsHandler(ReferentialLookup codes, IMediator mediator, CurrentUser user, TimeProvider clock)
    : IRequestHandler<ListMentions, Page<MentionLine>>
{
    public async Task<Page<MentionLine>> Handle(ListMentions request, CancellationToken ct)
    {
        var limit = Paging.LimitOf(request.Limit);
        var colleagues = user.Can(Permission.ReadAgents) ? await Colleagues(request.Q ?? "", ct) : [];
        var people = await mediator.Send(new ListPeople { Q = request.Q, Limit = limit }, ct);
        var found = colleagues.Concat(people.Items.Select(person => new MentionLine(person.Name, person.MemberName, false)));
        return new([.. found.Take(limit)], null);
    }

    async Task<IReadOnlyList<MentionLine>> Colleagues(string q, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        var sought = Folding.FoldWords(q).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. all
                .Agents.Where(agent => agent.IsOpenOn(today) && sought.All(word => IsIn(agent, word)))
                .OrderBy(agent => agent.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(agent => new MentionLine(
                    all.Agents.Count(other => other.Name == agent.Name) == 1 ? agent.Name : agent.Code,
                    agent.PostingOn(today) is { } posting ? all.Teams[posting.TeamId].Name : "",
                    true
                )),
        ];
    }

    static bool IsIn(Agent agent, string word) =>
        Folding.FoldWords($"{agent.Name} {agent.Code}").Split(' ').Any(part => part.StartsWith(word, StringComparison.Ordinal));
}
