using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Costs;

/// <summary>Natures of what members pay, as the activity report names them.</summary>
static class ContributionNature
{
    public static readonly IReadOnlyList<string> All =
    [
        "cotisation",
        "infogerance",
        "prestations",
        "formation",
        "refacturation",
        "specifique",
    ];

    public static string NameOf(string nature) =>
        nature switch
        {
            "cotisation" => Words.NatureMembership,
            "infogerance" => Words.NatureInfrastructure,
            "prestations" => Words.NatureRecurring,
            "formation" => Words.NatureTraining,
            "refacturation" => Words.NatureRebilled,
            "specifique" => Words.NatureSpecific,
            _ => throw new ArgumentOutOfRangeException(nameof(nature), nature, "Not a nature of contributions."),
        };
}

/// <summary>
/// Sets what a member pays in a year under a nature; blank takes it away. The history keeps what it was. Refused once the year is closed.
/// </summary>
[Requires(Permission.ReadCosts)]
public sealed record SetContribution : ICommand<Unit>
{
    [JsonIgnore]
    public int Year { get; set; }

    [JsonIgnore]
    public string? Member { get; set; }

    /// <summary>
    /// <c>cotisation</c>, <c>infogerance</c>, <c>prestations</c>, <c>formation</c>, <c>refacturation</c> or <c>specifique</c>.
    /// </summary>
    [JsonIgnore]
    public string? Nature { get; set; }

    /// <summary>Euros with at most two decimals.</summary>
    public decimal? Amount { get; set; }
}

sealed class SetContributionValidator : AbstractValidator<SetContribution>
{
    public SetContributionValidator()
    {
        RuleFor(c => c.Year).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(c => c.Member).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(c => c.Nature).Must(nature => ContributionNature.All.Contains(nature ?? "")).WithMessage(_ => Words.NatureUnknown);
        RuleFor(c => c.Amount).Must(Euros.IsAmount).WithMessage(_ => Words.AmountShape);
    }
}

sealed class SetContributionHandler(Db db, ReferentialLookup codes, ClosedPeriods closed, Audit audit)
    : IRequestHandler<SetContribution, Unit>
{
    public async Task<Unit> Handle(SetContribution request, CancellationToken ct)
    {
        var member = codes.Get((await codes.Referentials(ct)).Members, "Member", request.Member, null);
        if (member.Kind is Member.Multiple or Member.Internal)
            throw CostErrors.PaysNothing(member.Name);
        await closed.RefuseWritesOf(new(request.Year), "Year", ct);
        var row = new
        {
            MemberId = member.Id,
            request.Year,
            request.Nature,
            AmountCents = request.Amount is { } amount ? Euros.ToCents(amount) : 0,
        };
        var before = await db.FirstOrDefault<long?>(ContributionSql, row, ct);
        if (request.Amount is null)
            await db.Execute(DeleteContributionSql, row, ct);
        else if (await db.Execute(UpdateContributionSql, row, ct) == 0)
            await db.Execute(ReferentialSql.InsertContributionSql, row, ct);
        await audit.Record(
            "member",
            member.Id,
            "set-contribution",
            new
            {
                request.Year,
                request.Nature,
                AmountCents = before,
            },
            new
            {
                request.Year,
                request.Nature,
                AmountCents = request.Amount is null ? null : (long?)row.AmountCents,
            },
            ct
        );
        return Unit.Value;
    }

    const string ContributionSql =
        "SELECT c.AmountCents FROM Contributions c WHERE c.MemberId = @MemberId AND c.Year = @Year AND c.Nature = @Nature";
    const string DeleteContributionSql = "DELETE FROM Contributions WHERE MemberId = @MemberId AND Year = @Year AND Nature = @Nature";
    const string UpdateContributionSql =
        "UPDATE Contributions SET AmountCents = @AmountCents WHERE MemberId = @MemberId AND Year = @Year AND Nature = @Nature";
}

/// <summary>
/// Sets what a day of a department costs in a year; blank takes it away. The history keeps what it was. Refused once the year is closed.
/// </summary>
[Requires(Permission.ReadCosts)]
public sealed record SetDayCost : ICommand<Unit>
{
    [JsonIgnore]
    public int Year { get; set; }

    [JsonIgnore]
    public string? Department { get; set; }

    /// <summary>Euros with at most two decimals.</summary>
    public decimal? Amount { get; set; }
}

sealed class SetDayCostValidator : AbstractValidator<SetDayCost>
{
    public SetDayCostValidator()
    {
        RuleFor(c => c.Year).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(c => c.Department).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(c => c.Amount).Must(Euros.IsAmount).WithMessage(_ => Words.AmountShape);
    }
}

sealed class SetDayCostHandler(Db db, ReferentialLookup codes, ClosedPeriods closed, Audit audit) : IRequestHandler<SetDayCost, Unit>
{
    public async Task<Unit> Handle(SetDayCost request, CancellationToken ct)
    {
        var department = codes.Get((await codes.Referentials(ct)).Departments, "Department", request.Department, null);
        await closed.RefuseWritesOf(new(request.Year), "Year", ct);
        var row = new
        {
            DepartmentId = department.Id,
            request.Year,
            CentsPerDay = request.Amount is { } amount ? Euros.ToCents(amount) : 0,
        };
        var before = await db.FirstOrDefault<long?>(DayCostSql, row, ct);
        if (request.Amount is null)
            await db.Execute(DeleteDayCostSql, row, ct);
        else if (await db.Execute(UpdateDayCostSql, row, ct) == 0)
            await db.Execute(InsertDayCostSql, row, ct);
        await audit.Record(
            "department",
            department.Id,
            "set-day-cost",
            new { request.Year, CentsPerDay = before },
            new { request.Year, CentsPerDay = request.Amount is null ? null : (long?)row.CentsPerDay },
            ct
        );
        return Unit.Value;
    }

    const string DayCostSql = "SELECT c.CentsPerDay FROM DayCosts c WHERE c.DepartmentId = @DepartmentId AND c.Year = @Year";
    const string DeleteDayCostSql = "DELETE FROM DayCosts WHERE DepartmentId = @DepartmentId AND Year = @Year";
    const string UpdateDayCostSql = "UPDATE DayCosts SET CentsPerDay = @CentsPerDay WHERE DepartmentId = @DepartmentId AND Year = @Year";
    const string InsertDayCostSql = "INSERT INTO DayCosts (DepartmentId, Year, CentsPerDay) VALUES (@DepartmentId, @Year, @CentsPerDay)";
}

/// <summary>Every way in which costs refuse.</summary>
static class CostErrors
{
    public static Refusal PaysNothing(string name) => Refusal.Field("Member", "cost.pays-nothing", string.Format(Words.PaysNothing, name));

    public static Refusal NoContributions(int year) =>
        Refusal.Field("Year", "cost.no-contributions", string.Format(Words.NoContributions, year));

    public static Refusal NoWeight(string key, int year) =>
        Refusal.Field("Key", "cost.no-weight", string.Format(Words.NoWeight, SimulationKey.NameOf(key), year));

    public static Refusal WeightsShape() => Refusal.Field("Weights", "cost.weights-shape", Words.WeightsShape);
}

/// <summary>Amounts of money: cents inside, euros outside.</summary>
static class Euros
{
    const int CentsPerEuro = 100;
    const decimal Largest = 1_000_000_000;

    /// <summary>A blank, or euros to the cent.</summary>
    public static bool IsAmount(decimal? amount) =>
        amount is null || (amount is >= 0 and <= Largest && decimal.Round(amount.Value, 2) == amount);

    public static long ToCents(decimal euros) => (long)(euros * CentsPerEuro);

    public static string Text(long? cents) => cents is { } amount ? (amount / (decimal)CentsPerEuro).ToString("N2") : "";

    /// <summary>What days cost, rounded once to the cent.</summary>
    public static long CostOf(long microDays, long centsPerDay) =>
        (long)Math.Round(microDays * (decimal)centsPerDay / WorkDay.MicrosPerUnit, MidpointRounding.AwayFromZero);
}
