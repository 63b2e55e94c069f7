using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Shell;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What the pages of tickets offer to choose from, within the reader's reach.</summary>
static class TicketChoices
{
    public static Task<IReadOnlyList<Choice>> Members(Sender send, bool includeClosed = false) => Of("member", send, includeClosed);

    public static Task<IReadOnlyList<Choice>> Applications(Sender send, bool includeClosed = false) =>
        Of("application", send, includeClosed);

    public static Task<IReadOnlyList<Choice>> Domains(Sender send, bool includeClosed = false) => Of("domain", send, includeClosed);

    public static Task<IReadOnlyList<Choice>> Agents(Sender send) => Of("agent", send, includeClosed: false);

    public static IEnumerable<Choice> Levels => TicketPriority.UrgencyCodes.Select(code => new Choice(code, TicketPriority.NameOf(code)));

    /// <summary>Label of a choice; its value when there is none.</summary>
    public static string LabelOf(IEnumerable<Choice> choices, string value) =>
        choices.FirstOrDefault(choice => choice.Value == value)?.Label ?? value;

    static async Task<IReadOnlyList<Choice>> Of(string referential, Sender send, bool includeClosed) =>
        [
            .. (await send(new ListReferential { Referential = referential, IncludeClosed = includeClosed }))
                .Items.OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(row => new Choice(row.Code, row.Name)),
        ];

    /// <summary>How a page sends.</summary>
    public delegate Task<Page<ReferentialLine>> Sender(ListReferential request);
}
