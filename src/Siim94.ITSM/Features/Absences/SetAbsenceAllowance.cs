using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Sets what an agent may take of a kind in a year, in days; in the place of what was set before.</summary>
[Requires(Permission.ManageAbsences)]
public sealed record SetAbsenceAllowance : ICommand<AbsenceBalance>
{
    public string? Agent { get; set; }
    public string? Kind { get; set; }
    public int? Year { get; set; }

    /// <summary>Days, to the half.</summary>
    public decimal? Allowance { get; set; }
}

sealed class SetAbsenceAllowanceValidator : AbstractValidator<SetAbsenceAllowance>
{
    public SetAbsenceAllowanceValidator()
    {
        RuleFor(a => a.Agent).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(a => a.Kind).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(a => a.Year)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .InclusiveBetween(2000, 2100)
            .WithMessage(_ => Words.YearOutOfRange);
        RuleFor(a => a.Allowance)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .Must(days => days is null || (days is >= 0 and <= 366 && days * 2 == decimal.Truncate(days.Value * 2)))
            .WithMessage(_ => Words.AllowanceShape);
    }
}

sealed class SetAbsenceAllowanceHandler(Db db, ReferentialLookup codes, AbsenceKinds kinds, AbsenceBalances balances, Audit audit)
    : IRequestHandler<SetAbsenceAllowance, AbsenceBalance>
{
    public async Task<AbsenceBalance> Handle(SetAbsenceAllowance request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var agent = codes.Get(all.Agents, "Agent", request.Agent, null);
        var kind = await kinds.Find(request.Kind, null, ct) ?? throw ReferentialErrors.Missing("Kind");
        var row = new
        {
            AgentId = agent.Id,
            KindId = kind.Id,
            Year = request.Year!.Value,
            HalfDays = (int)(request.Allowance!.Value * 2),
        };
        var before = await db.FirstOrDefault<int?>(HalfDaysSql, row, ct);
        await db.Execute(before is null ? InsertAllowanceSql : UpdateAllowanceSql, row, ct);
        await audit.Record(
            "absence-allowance",
            agent.Id,
            before is null ? "add" : "change",
            before is { } halves
                ? new
                {
                    Kind = kind.Code,
                    row.Year,
                    Days = halves / 2m,
                }
                : null,
            new
            {
                Kind = kind.Code,
                row.Year,
                Days = request.Allowance,
            },
            ct
        );
        return (await balances.Of([agent], row.Year, ct)).Single(balance => balance.Kind == kind.Code);
    }

    const string HalfDaysSql =
        "SELECT a.HalfDays FROM AbsenceAllowances a WHERE a.AgentId = @AgentId AND a.KindId = @KindId AND a.Year = @Year";

    const string InsertAllowanceSql =
        "INSERT INTO AbsenceAllowances (AgentId, KindId, Year, HalfDays, Version) VALUES (@AgentId, @KindId, @Year, @HalfDays, 1)";

    const string UpdateAllowanceSql = """
        UPDATE AbsenceAllowances
        SET HalfDays = @HalfDays, Version = Version + 1
        WHERE AgentId = @AgentId AND KindId = @KindId AND Year = @Year
        """;
}
