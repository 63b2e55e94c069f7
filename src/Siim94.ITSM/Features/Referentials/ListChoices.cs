using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// What a form or a filter offers of one referential, in the order of names. People of a member see their own members and sites, and no
/// agents.
/// </summary>
[Requires(Permission.ReadReferentials)]
public sealed record ListChoices : IQuery<IReadOnlyList<ReferentialChoice>>
{
    /// <summary>Name of the referential: <c>member</c>, <c>site</c> …</summary>
    public string Referential { get; init; } = "";

    /// <summary>Day on which what is offered must be open; today when left blank.</summary>
    public DateOnly? OpenOn { get; init; }

    /// <summary>Offers what is closed too.</summary>
    public bool IncludeClosed { get; init; }
}

/// <summary>A row to choose; what its kind does not have is left out.</summary>
public sealed record ReferentialChoice(string Code, string Name, bool IsOpen)
{
    /// <summary>Code of the category above.</summary>
    public string? Parent { get; init; }

    /// <summary>Code of a site's member.</summary>
    public string? Member { get; init; }

    /// <summary>Members that a category is for; none for all.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];
}

sealed class ListChoicesHandler(ReferentialLookup codes, CurrentUser user, TimeProvider clock)
    : IRequestHandler<ListChoices, IReadOnlyList<ReferentialChoice>>
{
    public async Task<IReadOnlyList<ReferentialChoice>> Handle(ListChoices list, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var day = list.OpenOn ?? Paris.Today(clock);
        return list.Referential switch
        {
            "agent" when !user.Can(Permission.ReadAgents) => throw RequestErrors.NotAllowed(),
            "agent" => Choices(all.Agents),
            "application" => Choices(all.Applications),
            "category" => Choices(all.Categories, (choice, category) =>
                choice with
                {
                    Parent = all.Categories.CodeOf(category.ParentId),
                    Members = [.. category.MemberIds.Where(id => user.Sees(id)).Select(id => all.Members[id].Code)],
                }
            ),
            "domain" => Choices(all.Domains),
            "group" => Choices(all.Groups),
            "member" => Choices(all.Members),
            "site" => Choices(all.Sites, (choice, site) => choice with { Member = all.Members[site.MemberId].Code }),
            _ => throw RequestErrors.NotFound(),
        };

        IReadOnlyList<ReferentialChoice> Choices<T>(ReferentialSet<T> set, Func<ReferentialChoice, T, ReferentialChoice>? with = null)
            where T : ReferentialRow
        {
            var choices = new List<ReferentialChoice>(set.Count);
            foreach (var row in set.InOrderOfNames())
            {
                var choice = new ReferentialChoice(row.Code, row.Name, row.IsOpenOn(day));
                if (codes.IsWithinReach(row) && (choice.IsOpen || list.IncludeClosed))
                    choices.Add(with is null ? choice : with(choice, row));
            }
            return choices;
        }
    }
}
