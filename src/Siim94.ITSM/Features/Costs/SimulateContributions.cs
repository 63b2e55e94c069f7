using System.Globalization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Costs;

/// <summary>
/// What each member would pay if the contributions of a year were shared by another key: the same total, to the cent. Nothing is kept.
/// </summary>
[Requires(Permission.ReadCosts)]
public sealed record SimulateContributions : IQuery<ContributionSimulation>
{
    public int? Year { get; init; }

    /// <summary>
    /// <c>days</c>, <c>cost</c>, <c>users</c>, <c>workstations</c>, <c>ticketsOpened</c>, <c>visits</c> or <c>weights</c>.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>For the key <c>weights</c>: <c>ARCUEIL:3,IVRY:5</c>.</summary>
    public string? Weights { get; init; }
}

/// <summary>Who would pay what; both totals are the same.</summary>
public sealed record ContributionSimulation(int Year, string Key, long TotalCents, IReadOnlyList<SimulatedContribution> Rows);

/// <param name="Member">Code of the member.</param>
/// <param name="Name">Its name.</param>
/// <param name="Weight">By the key: days in millionths, cents, or a number.</param>
/// <param name="ContributionCents">What it pays; null when nothing at all.</param>
/// <param name="SimulatedCents">What it would pay.</param>
/// <param name="ChangeCents">The second less the first.</param>
public sealed record SimulatedContribution(
    string Member,
    string Name,
    long Weight,
    long? ContributionCents,
    long SimulatedCents,
    long ChangeCents
);

sealed class SimulateContributionsValidator : AbstractValidator<SimulateContributions>
{
    public SimulateContributionsValidator()
    {
        RuleFor(s => s.Year)
            .NotNull()
            .WithMessage(_ => Words.YearOutOfRange)
            .InclusiveBetween(2000, 2100)
            .WithMessage(_ => Words.YearOutOfRange);
        RuleFor(s => s.Key).Must(key => SimulationKey.All.Contains(key ?? "")).WithMessage(_ => Words.KeyUnknown);
        RuleFor(s => s.Weights).NotEmpty().When(s => s.Key == SimulationKey.Weights).WithMessage(_ => Words.WeightsShape).AtMost(4000);
    }
}

sealed class SimulateContributionsHandler(CostSheet sheet, AllocationCalculator calculator, ReferentialLookup codes)
    : IRequestHandler<SimulateContributions, ContributionSimulation>
{
    public async Task<ContributionSimulation> Handle(SimulateContributions request, CancellationToken ct)
    {
        var (year, key) = (request.Year!.Value, request.Key!);
        var all = await codes.Referentials(ct);
        var (lines, _, contributions) = await sheet.Of(year, ct);
        if (contributions.Count == 0)
            throw CostErrors.NoContributions(year);
        var paid = contributions
            .GroupBy(row => CostSheet.PayerOf(all, row.MemberId))
            .ToDictionary(member => member.Key, member => member.Sum(row => row.AmountCents));
        var weights = (await WeightsOf(request, lines, ct))
            .GroupBy(weight => CostSheet.PayerOf(all, weight.MemberId), weight => weight.Weight)
            .Where(weight => all.Members[weight.Key].Kind is not (Member.Internal or Member.Multiple))
            .ToDictionary(weight => weight.Key, weight => weight.Sum());
        if (weights.Values.All(weight => weight == 0))
            throw CostErrors.NoWeight(key, year);

        var members = paid
            .Keys.Union(weights.Keys)
            .Select(id => all.Members[id])
            .OrderBy(member => member.Name, StringComparer.Create(new("fr-FR"), ignoreCase: true))
            .ToList();
        var total = paid.Values.Sum();
        var split = LargestRemainder.Split(total, [.. members.Select(member => (member.Code, weights.GetValueOrDefault(member.Id)))]);
        return new(
            year,
            key,
            total,
            [
                .. members.Zip(split, (member, cents) =>
                    new SimulatedContribution(
                        member.Code,
                        member.Name,
                        weights.GetValueOrDefault(member.Id),
                        paid.TryGetValue(member.Id, out var now) ? now : null,
                        cents,
                        cents - paid.GetValueOrDefault(member.Id)
                    )
                ),
            ]
        );
    }

    async Task<IEnumerable<(long MemberId, long Weight)>> WeightsOf(
        SimulateContributions request,
        IReadOnlyList<CostLine> lines,
        CancellationToken ct
    ) =>
        request.Key switch
        {
            SimulationKey.Days => lines
                .Where(line => line.MemberId is not null)
                .Select(line => (line.MemberId!.Value, Math.Max(0, line.MicroDays))),
            SimulationKey.Cost => lines
                .Where(line => line.MemberId is not null)
                .Select(line => (line.MemberId!.Value, Math.Max(0, line.CostCents))),
            SimulationKey.Weights => Parse(request.Weights!, (await codes.Referentials(ct)).Members),
            _ => await calculator.Weights(request.Key!, null, new Period(request.Year!.Value), ct),
        };

    List<(long MemberId, long Weight)> Parse(string text, ReferentialSet<Member> members)
    {
        var weights = new List<(long, long)>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = part.LastIndexOf(':');
            if (
                colon < 1
                || !long.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var weight)
                || weight > int.MaxValue
            )
                throw CostErrors.WeightsShape();
            weights.Add((codes.Get(members, "Weights", part[..colon], null).Id, weight));
        }
        return weights;
    }
}
