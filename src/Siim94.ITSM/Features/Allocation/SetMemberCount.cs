using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>
/// Sets how many workstations or users a member has from a day on; the same day again corrects it, and the history keeps what it was.
/// </summary>
[Requires(Permission.ManageAllocations)]
public sealed record SetMemberCount : ICommand<MemberCount>
{
    public string? Member { get; set; }

    /// <summary><c>workstations</c> or <c>users</c>.</summary>
    public string? Measure { get; set; }

    public DateOnly? ValidFrom { get; set; }
    public long? Count { get; set; }
}

public sealed record MemberCount(string Member, string Measure, DateOnly ValidFrom, long Count);

sealed class SetMemberCountValidator : AbstractValidator<SetMemberCount>
{
    public SetMemberCountValidator()
    {
        RuleFor(c => c.Member).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(c => c.Measure).Must(measure => AllocationMeasure.Counted.Contains(measure ?? "")).WithMessage(_ => Words.CountedMeasure);
        RuleFor(c => c.ValidFrom).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(c => c.Count)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .InclusiveBetween(0, 1_000_000)
            .WithMessage(_ => Words.CountOutOfRange);
    }
}

sealed class SetMemberCountHandler(Db db, ReferentialLookup codes, Audit audit) : IRequestHandler<SetMemberCount, MemberCount>
{
    public async Task<MemberCount> Handle(SetMemberCount request, CancellationToken ct)
    {
        var member = codes.Get((await codes.Referentials(ct)).Members, "Member", request.Member, null);
        if (member.Kind == Member.Multiple)
            throw AllocationErrors.SeveralHaveNoShare("Member");
        var row = new
        {
            MemberId = member.Id,
            request.Measure,
            StartsOn = request.ValidFrom!.Value,
            Weight = request.Count!.Value,
        };
        var before = await db.FirstOrDefault<long?>(CountSql, row, ct);
        if (await db.Execute(UpdateCountSql, row, ct) == 0)
            await db.Insert(InsertCountSql, row, ct);
        var after = new MemberCount(member.Code, request.Measure!, row.StartsOn, row.Weight);
        await audit.Record("member", member.Id, "set-count", before is { } count ? after with { Count = count } : null, after, ct);
        return after;
    }

    const string CountSql =
        "SELECT c.Weight FROM MemberCounts c WHERE c.MemberId = @MemberId AND c.Measure = @Measure AND c.StartsOn = @StartsOn";
    const string UpdateCountSql =
        "UPDATE MemberCounts SET Weight = @Weight WHERE MemberId = @MemberId AND Measure = @Measure AND StartsOn = @StartsOn";
    const string InsertCountSql =
        "INSERT INTO MemberCounts (MemberId, Measure, StartsOn, Weight) VALUES (@MemberId, @Measure, @StartsOn, @Weight)";
}
