using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Shell;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What the pages of tickets offer to choose from, within the reader's reach.</summary>
static class TicketChoices
{
    public static Task<IReadOnlyList<Choice>> Members(Func<IRequest<Page<ReferentialLine>>, Task<Page<ReferentialLine>>> send) => Of("member", send);

    public static Task<IReadOnlyList<Choice>> Applications(Func<IRequest<Page<ReferentialLine>>, Task<Page<ReferentialLine>>> send) => Of("application", send);

    public static IEnumerable<Choice> Levels => TicketPriority.UrgencyCodes.Select(code => new Choice(code, TicketPriority.NameOf(code)));

    static async Task<IReadOnlyList<Choice>> Of(string referential, Func<IRequest<Page<ReferentialLine>>, Task<Page<ReferentialLine>>> send) =>
        [.. (await send(new ListReferential { Referential = referential })).Items.OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase).Select(row => new Choice(row.Code, row.Name))];
}
