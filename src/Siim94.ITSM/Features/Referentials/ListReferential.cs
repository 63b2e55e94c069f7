using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Rows of one referential, in the order of their codes. People of a member see their own members and sites, and no agents.
/// </summary>
[Requires(Permission.ReadReferentials)]
public sealed record ListReferential : ReferentialQuery, IQuery<Page<ReferentialLine>>
{
    /// <summary>Name of the referential: <c>member</c>, <c>site</c> …</summary>
    public string Referential { get; init; } = "";
}

sealed class ListReferentialValidator : AbstractValidator<ListReferential>
{
    public ListReferentialValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<object>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.Q).Line(200);
        RuleFor(l => l.After).Line(60);
    }
}

sealed class ListReferentialHandler(ReferentialLookup codes, CurrentUser user, TimeProvider clock)
    : IRequestHandler<ListReferential, Page<ReferentialLine>>
{
    public async Task<Page<ReferentialLine>> Handle(ListReferential list, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        if (list.Referential == "agent" && !user.Can(Permission.ReadAgents))
            throw RequestErrors.NotAllowed();
        var today = Paris.Today(clock);
        var lines = list.Referential switch
        {
            "department" => Lines(all.Departments, d => new() { Parent = all.Departments.CodeOf(d.ParentId) }),
            "team" => Lines(all.Teams, t =>
                new() { Department = all.Departments[t.DepartmentId].Code, FullTime = t.FullTimeHundredths / 100m }
            ),
            "member" => Lines(all.Members, m => new() { Kind = m.Kind, Parent = all.Members.CodeOf(m.ParentId) }),
            "site" => Lines(all.Sites, s => new() { Member = all.Members[s.MemberId].Code, Address = s.Address }),
            "agent" => Lines(all.Agents, a => new()
                {
                    Team = a.PostingOn(today) is { } posting ? all.Teams[posting.TeamId].Code : null,
                    DayMinutes = a.PostingOn(today)?.DayMinutes,
                    Postings = [.. a.Postings.Select(p => new PostingLine(p.StartsOn, all.Teams[p.TeamId].Code, p.DayMinutes))],
                }),
            "activity" => Lines(all.Activities, a => new()
                {
                    Department = all.Departments[a.DepartmentId].Code,
                    Parent = all.Activities.CodeOf(a.ParentId),
                    Rules = new(
                        RuleOf(a.DomainRule),
                        a.DomainKind,
                        RuleOf(a.ApplicationRule),
                        RuleOf(a.ProjectRule),
                        RuleOf(a.MemberRule),
                        a.IsForEveryTeam
                    ),
                }),
            "domain" => Lines(all.Domains, d => new() { Kind = d.Kind, Parent = all.Domains.CodeOf(d.ParentId) }),
            "application" => Lines(all.Applications, a => new()
                {
                    Domain = all.Domains.CodeOf(a.DomainId),
                    Team = all.Teams.CodeOf(a.TeamId),
                    Leader = user.Can(Permission.ReadAgents) ? all.Agents.CodeOf(a.LeaderAgentId) : null,
                }),
            "group" => Lines(all.Groups, g => new()
                {
                    Team = all.Teams.CodeOf(g.TeamId),
                    Level = g.SupportLevel,
                    Agents = user.Can(Permission.ReadAgents) ? AgentsOf(g) : null,
                }),
            "category" => Lines(all.Categories, c =>
                new()
                {
                    Parent = all.Categories.CodeOf(c.ParentId),
                    Members = [.. c.MemberIds.Where(id => user.Sees(id)).Select(id => all.Members[id].Code)],
                }
            ),
            "project" => Lines(all.Projects, p => new() { Domain = all.Domains.CodeOf(p.DomainId) }),
            "training-category" => Lines(all.TrainingCategories, c => new() { SubActivity = all.Activities[c.SubActivityId].Code }),
            _ => throw RequestErrors.NotFound(),
        };
        return Page<ReferentialLine>.Of([.. lines.Take(list.Limit + 1)], list.Limit, line => line.Code);

        IEnumerable<ReferentialLine> Lines<T>(ReferentialSet<T> set, Func<T, ReferentialLine> details)
            where T : ReferentialRow =>
            from row in set.OrderBy(row => row.Code, StringComparer.Ordinal)
            where codes.IsWithinReach(row) && (list.IncludeClosed || row.IsOpenOn(list.OpenOn ?? today))
            where list.After is null || string.CompareOrdinal(row.Code, list.After) > 0
            where Matches(row.Code) || Matches(row.Name) || set.AliasesOf(row.Id).Any(Matches)
            let successions = all.LineagesOf(list.Referential).Successions
            select details(row) with
            {
                Id = row.Id,
                Code = row.Code,
                Name = row.Name,
                ClosedOn = row.ClosedOn,
                Version = row.Version,
                Aliases = [.. set.AliasesOf(row.Id)],
                FormerNames = [.. row.FormerNames.Select(former => new FormerNameLine(former.Name, former.EndsOn.AddDays(-1)))],
                SucceededBy =
                [
                    .. successions
                        .Where(s => s.FromId == row.Id)
                        .Select(s => set[s.ToId])
                        .Where(codes.IsWithinReach)
                        .Select(other => other.Code),
                ],
                SucceededOn = successions.FirstOrDefault(s => s.FromId == row.Id)?.StartsOn,
                Succeeds =
                [
                    .. successions
                        .Where(s => s.ToId == row.Id)
                        .Select(s => set[s.FromId])
                        .Where(codes.IsWithinReach)
                        .Select(other => other.Code),
                ],
            };

        IReadOnlyList<string> AgentsOf(AssignmentGroup group) =>
            [.. all.Agents.Where(agent => agent.IsOpenOn(today) && group.Has(agent, today)).Select(agent => agent.Code)];

        // Signs alone fold to nothing: they are looked for as they stand.
        bool Matches(string text) =>
            string.IsNullOrWhiteSpace(list.Q)
            || (
                Folding.Fold(list.Q) is { Length: > 0 } folded
                    ? Folding.Fold(text).Contains(folded, StringComparison.Ordinal)
                    : text.Contains(list.Q.Trim(), StringComparison.Ordinal)
            );
    }

    static string RuleOf(AxisRule rule) => rule.ToString().ToLowerInvariant();
}
