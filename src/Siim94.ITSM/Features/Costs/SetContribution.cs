using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Costs;

/// <summary>
/// Sets what a member pays in a year under a nature; blank takes it away. The history keeps what it was. Refused once the year is closed,
/// and when the amount is not the one that the sender saw.
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

    /// <summary>Version of the amount that is there; 0 for none.</summary>
    [JsonIgnore]
    public long Version { get; set; }

    /// <summary>Euros with at most two decimals.</summary>
    public decimal? Amount { get; set; }
}

sealed class SetContributionValidator : AbstractValidator<SetContribution>
{
    public SetContributionValidator()
    {
        RuleFor(c => c.Year).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(c => c.Member).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
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
            request.Version,
        };
        var before = await db.FirstOrDefault<VersionedAmount>(ContributionSql, row, ct);
        if ((before?.Version ?? 0) != request.Version)
            throw RequestErrors.ChangedMeanwhile();
        var change = (before, request.Amount) switch
        {
            (null, null) => null,
            (null, _) => ReferentialSql.InsertContributionSql,
            (_, null) => DeleteContributionSql,
            _ => UpdateContributionSql,
        };
        if (change is not null && await db.Execute(change, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record(
            "member",
            member.Id,
            "set-contribution",
            new
            {
                request.Year,
                request.Nature,
                AmountCents = before?.Cents,
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

    const string ContributionSql = """
        SELECT c.AmountCents AS Cents, c.Version
        FROM Contributions c
        WHERE c.MemberId = @MemberId AND c.Year = @Year AND c.Nature = @Nature
        """;

    const string DeleteContributionSql =
        "DELETE FROM Contributions WHERE MemberId = @MemberId AND Year = @Year AND Nature = @Nature AND Version = @Version";

    const string UpdateContributionSql = """
        UPDATE Contributions
        SET AmountCents = @AmountCents, Version = Version + 1
        WHERE MemberId = @MemberId AND Year = @Year AND Nature = @Nature AND Version = @Version
        """;
}
