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

    /// <summary>Categories, each below those above it: what a ticket opened on a day may name, and closed ones.</summary>
    public static async Task<IReadOnlyList<CategoryChoice>> Categories(DateOnly? day, Sender send)
    {
        var byCode = (
            await send(
                new()
                {
                    Referential = "category",
                    OpenOn = day,
                    IncludeClosed = true,
                }
            )
        ).ToDictionary(row => row.Code);
        return
        [
            .. byCode
                .Values.Select(row => new CategoryChoice(new(row.Code, PathOf(row)), row.Members, row.IsOpen))
                .OrderBy(category => category.Choice.Label, StringComparer.CurrentCultureIgnoreCase),
        ];

        string PathOf(ReferentialChoice row) =>
            row.Parent is { } parent && byCode.TryGetValue(parent, out var above) ? $"{PathOf(above)} › {row.Name}" : row.Name;
    }

    /// <summary>Sites, with the code of the member of each.</summary>
    public static async Task<IReadOnlyList<(string Member, Choice Site)>> Sites(DateOnly? day, Sender send) =>
        [.. (await send(new() { Referential = "site", OpenOn = day })).Select(row => (row.Member!, new Choice(row.Code, row.Name)))];

    public static IEnumerable<Choice> Urgencies =>
        TicketPriority.UrgencyCodes.Select(code => new Choice(code, TicketPriority.NameOf(code)));

    public static IEnumerable<Choice> Impacts =>
        TicketPriority.UrgencyCodes.Select(code => new Choice(code, TicketPriority.ImpactNameOf(code)));

    /// <summary>Label of a choice; its value when there is none.</summary>
    public static string LabelOf(IEnumerable<Choice> choices, string value) =>
        choices.FirstOrDefault(choice => choice.Value == value)?.Label ?? value;

    static async Task<IReadOnlyList<Choice>> Of(ListChoices list, Sender send) =>
        [.. (await send(list)).Select(row => new Choice(row.Code, row.Name))];

    /// <summary>How a page sends.</summary>
    public delegate Task<IReadOnlyList<ReferentialChoice>> Sender(ListChoices request);
}

/// <summary>A category to choose.</summary>
/// <param name="Choice">Its code, and its name below those above it.</param>
/// <param name="Members">Members that it is for; none for all.</param>
/// <param name="IsOpen">Tickets may be put into it.</param>
public sealed record CategoryChoice(Choice Choice, IReadOnlyList<string> Members, bool IsOpen)
{
    /// <summary>Whether a ticket of a member may be put into it, or is in it already.</summary>
    public bool Suits(string? member, string? held) =>
        Choice.Value == held || (IsOpen && (Members.Count == 0 || string.IsNullOrEmpty(member) || Members.Contains(member)));
}
