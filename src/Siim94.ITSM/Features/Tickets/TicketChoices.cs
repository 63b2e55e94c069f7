using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Shell.Kit;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What the pages of tickets offer to choose from, within the reader's reach.</summary>
static class TicketChoices
{
    /// <summary>What a ticket opened on a day may name.</summary>
    public static Task<IReadOnlyList<Choice>> OpenOn(string referential, DateOnly day, Sender send) =>
        Of(new() { Referential = referential, OpenOn = day }, send);

    /// <summary>What is open today, to choose from.</summary>
    public static Task<IReadOnlyList<Choice>> Open(string referential, Sender send) => Of(new() { Referential = referential }, send);

    /// <summary>What old tickets may name too, for labels and filters.</summary>
    public static Task<IReadOnlyList<Choice>> All(string referential, Sender send) =>
        Of(new() { Referential = referential, IncludeClosed = true }, send);

    public static IEnumerable<Choice> Levels => TicketPriority.UrgencyCodes.Select(code => new Choice(code, TicketPriority.NameOf(code)));

    /// <summary>Label of a choice; its value when there is none.</summary>
    public static string LabelOf(IEnumerable<Choice> choices, string value) =>
        choices.FirstOrDefault(choice => choice.Value == value)?.Label ?? value;

    static async Task<IReadOnlyList<Choice>> Of(ListReferential list, Sender send) =>
        [
            .. (await send(list))
                .Items.OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(row => new Choice(row.Code, row.Name)),
        ];

    /// <summary>How a page sends.</summary>
    public delegate Task<Page<ReferentialLine>> Sender(ListReferential request);
}
