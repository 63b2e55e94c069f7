using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>
/// Balances of absences in a year, this one unless told: one's own, those of teams that one leads, or all of them for managers.
/// </summary>
[Requires(Permission.ReadAbsences)]
public sealed record ListAbsenceBalances : IQuery<Page<AbsenceBalance>>
{
    public int? Year { get; init; }
    public string? Agent { get; init; }
    public string? Team { get; init; }
    public string? Kind { get; init; }
}

sealed class ListAbsenceBalancesValidator : AbstractValidator<ListAbsenceBalances>
{
    public ListAbsenceBalancesValidator() => RuleFor(l => l.Year).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
}

sealed class ListAbsenceBalancesHandler(
    ReferentialLookup codes,
    AbsenceKinds kinds,
    AbsenceBalances balances,
    AbsenceRights rights,
    TimeProvider clock
) : IRequestHandler<ListAbsenceBalances, Page<AbsenceBalance>>
{
    public async Task<Page<AbsenceBalance>> Handle(ListAbsenceBalances request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        var year = request.Year ?? today.Year;
        // Whose team it is today decides; of a year that is over, whose it was at its end.
        var day = year < today.Year ? new DateOnly(year, 12, 31) : today;
        var kind = await kinds.Find(request.Kind, null, ct);
        var team = codes.Find(all.Teams, "Team", request.Team, null);
        if (codes.Find(all.Agents, "Agent", request.Agent, null) is { } agent)
            return rights.SeesKinds(all, agent, day) ? await BalancesOf([agent]) : throw RequestErrors.NotFound();
        List<Agent> agents =
        [
            .. all
                .Agents.Where(each => each.PostingOn(day) is { } posting && (team is null || posting.TeamId == team.Id))
                .Where(each => rights.SeesKinds(all, each, day))
                .OrderBy(each => each.Name, StringComparer.CurrentCulture),
        ];
        return await BalancesOf(agents);

        async Task<Page<AbsenceBalance>> BalancesOf(IReadOnlyCollection<Agent> some) =>
            new([.. (await balances.Of(some, year, ct)).Where(balance => kind is null || balance.Kind == kind.Code)], null);
    }
}
