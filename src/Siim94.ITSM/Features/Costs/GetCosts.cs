using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Costs;

/// <summary>What service cost each member in a year beside what it contributed.</summary>
[Requires(Permission.ReadCosts)]
public sealed record GetCosts : IQuery<CostReport>
{
    public int? Year { get; init; }
}

/// <summary>
/// Costs and contributions of a year. Amounts are cents, days exact to six decimals; every total is the sum of its column, to the cent.
/// </summary>
public sealed record CostReport
{
    public int Year { get; init; }
    public IReadOnlyList<DepartmentCost> Departments { get; init; } = [];
    public IReadOnlyList<MemberCost> Rows { get; init; } = [];
    public MemberCost Total { get; init; } = new();
    public IReadOnlyList<MemberContributions> Contributions { get; init; } = [];

    /// <summary>What is missing from the figures, in the reader's language.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <param name="Department">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Days">Logged in the year.</param>
/// <param name="CentsPerDay">Null while nobody has said.</param>
/// <param name="CostCents">Of the days, rounded once.</param>
/// <param name="Version">Of the price; 0 while nobody has said. What changes it states it in <c>If-Match</c>.</param>
public sealed record DepartmentCost(string Department, string Name, decimal Days, long? CentsPerDay, long? CostCents, long Version);

/// <summary>
/// A member with the entities attached to it. A blank contribution is none at all, which counts as nothing in the difference.
/// </summary>
public sealed record MemberCost
{
    /// <summary>Null for lines without a member.</summary>
    public string? Member { get; init; }

    public string Name { get; init; } = "";
    public decimal OwnDays { get; init; }
    public decimal AllocatedDays { get; init; }
    public decimal Days { get; init; }
    public long CostCents { get; init; }
    public long? ContributionCents { get; init; }

    /// <summary>Contribution less cost.</summary>
    public long DifferenceCents { get; init; }
}

/// <param name="Member">Code of the member.</param>
/// <param name="Name">Its name.</param>
/// <param name="AmountCents">By nature; a nature that is missing is blank.</param>
/// <param name="Versions">Of the amounts, by nature; 0 is that of a blank. What changes one states it in <c>If-Match</c>.</param>
/// <param name="TotalCents">Of all natures.</param>
public sealed record MemberContributions(
    string Member,
    string Name,
    IReadOnlyDictionary<string, long> AmountCents,
    IReadOnlyDictionary<string, long> Versions,
    long TotalCents
);

sealed class GetCostsValidator : AbstractValidator<GetCosts>
{
    public GetCostsValidator() =>
        RuleFor(c => c.Year)
            .NotNull()
            .WithMessage(_ => Words.YearOutOfRange)
            .InclusiveBetween(2000, 2100)
            .WithMessage(_ => Words.YearOutOfRange);
}

sealed class GetCostsHandler(CostSheet sheet, ReferentialLookup codes) : IRequestHandler<GetCosts, CostReport>
{
    public async Task<CostReport> Handle(GetCosts request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var (lines, departments, contributions) = await sheet.Of(request.Year!.Value, ct);
        var rows = lines
            .Select(line => RowOf(line, all))
            .OrderBy(row => row.Member is null)
            .ThenBy(row => row.Name, StringComparer.Create(new("fr-FR"), ignoreCase: true))
            .ToList();
        return new()
        {
            Year = request.Year.Value,
            Departments =
            [
                .. departments.Select(department => new DepartmentCost(
                    all.Departments[department.DepartmentId].Code,
                    all.Departments[department.DepartmentId].Name,
                    DaysOf(department.MicroDays),
                    department.CentsPerDay,
                    department.CostCents,
                    department.Version
                )),
            ],
            Rows = rows,
            Total = new()
            {
                Name = CommonWords.Total,
                OwnDays = rows.Sum(row => row.OwnDays),
                AllocatedDays = rows.Sum(row => row.AllocatedDays),
                Days = rows.Sum(row => row.Days),
                CostCents = rows.Sum(row => row.CostCents),
                ContributionCents = contributions.Count == 0 ? null : rows.Sum(row => row.ContributionCents ?? 0),
                DifferenceCents = rows.Sum(row => row.DifferenceCents),
            },
            Contributions =
            [
                .. from row in contributions
                group row by row.MemberId into member
                orderby all.Members[member.Key].Name
                select new MemberContributions(
                    all.Members[member.Key].Code,
                    all.Members[member.Key].Name,
                    member.ToDictionary(row => row.Nature, row => row.AmountCents),
                    member.ToDictionary(row => row.Nature, row => row.Version),
                    member.Sum(row => row.AmountCents)
                ),
            ],
            Notes = [.. NotesOf(departments, all)],
        };
    }

    static MemberCost RowOf(CostLine line, ReferentialData all) =>
        new()
        {
            Member = all.Members.CodeOf(line.MemberId),
            Name = all.Members.NameOf(line.MemberId) ?? Words.WithoutMember,
            OwnDays = DaysOf(line.OwnMicroDays),
            AllocatedDays = DaysOf(line.AllocatedMicroDays),
            Days = DaysOf(line.MicroDays),
            CostCents = line.CostCents,
            ContributionCents = line.ContributionCents,
            DifferenceCents = (line.ContributionCents ?? 0) - line.CostCents,
        };

    static decimal DaysOf(long microDays) => microDays / (decimal)WorkDay.MicrosPerUnit;

    static IEnumerable<string> NotesOf(IReadOnlyList<DepartmentLine> departments, ReferentialData all) =>
        departments
            .Where(department => department.CentsPerDay is null)
            .Select(department =>
                string.Format(Words.NoPrice, all.Departments[department.DepartmentId].Name, DaysOf(department.MicroDays).ToString("0.##"))
            );
}
