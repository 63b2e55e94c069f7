using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Costs;

/// <summary>
/// Sets what a day of a department costs in a year; blank takes it away. The history keeps what it was. Refused once the year is closed,
/// and when the amount is not the one that the sender saw.
/// </summary>
[Requires(Permission.ReadCosts)]
public sealed record SetDayCost : ICommand<Unit>
{
    [JsonIgnore]
    public int Year { get; set; }

    [JsonIgnore]
    public string? Department { get; set; }

    /// <summary>Version of the amount that is there; 0 for none.</summary>
    [JsonIgnore]
    public long Version { get; set; }

    /// <summary>Euros with at most two decimals.</summary>
    public decimal? Amount { get; set; }
}

sealed class SetDayCostValidator : AbstractValidator<SetDayCost>
{
    public SetDayCostValidator()
    {
        RuleFor(c => c.Year).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(c => c.Department).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
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
            request.Version,
        };
        var before = await db.FirstOrDefault<VersionedAmount>(DayCostSql, row, ct);
        if ((before?.Version ?? 0) != request.Version)
            throw RequestErrors.ChangedMeanwhile();
        var change = (before, request.Amount) switch
        {
            (null, null) => null,
            (null, _) => InsertDayCostSql,
            (_, null) => DeleteDayCostSql,
            _ => UpdateDayCostSql,
        };
        if (change is not null && await db.Execute(change, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record(
            "department",
            department.Id,
            "set-day-cost",
            new { request.Year, CentsPerDay = before?.Cents },
            new { request.Year, CentsPerDay = request.Amount is null ? null : (long?)row.CentsPerDay },
            ct
        );
        return Unit.Value;
    }

    const string DayCostSql = """
        SELECT c.CentsPerDay AS Cents, c.Version
        FROM DayCosts c
        WHERE c.DepartmentId = @DepartmentId AND c.Year = @Year
        """;

    const string DeleteDayCostSql = "DELETE FROM DayCosts WHERE DepartmentId = @DepartmentId AND Year = @Year AND Version = @Version";

    const string UpdateDayCostSql = """
        UPDATE DayCosts
        SET CentsPerDay = @CentsPerDay, Version = Version + 1
        WHERE DepartmentId = @DepartmentId AND Year = @Year AND Version = @Version
        """;

    const string InsertDayCostSql = "INSERT INTO DayCosts (DepartmentId, Year, CentsPerDay) VALUES (@DepartmentId, @Year, @CentsPerDay)";
}
