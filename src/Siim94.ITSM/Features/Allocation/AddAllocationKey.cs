using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using ReferentialWords = Siim94.ITSM.Features.Referentials.Words;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>
/// Adds a key, or a later version of one: what was decided before stays as it was. Refused when it does not start after the last version.
/// </summary>
[Requires(Permission.ManageAllocations)]
public sealed record AddAllocationKey : ICommand<AllocationKey>
{
    /// <summary>Of a key that is there already for a new version of it.</summary>
    public string? Code { get; set; }

    public string? Name { get; set; }

    /// <summary><c>ticketsOpened</c>, <c>visits</c>, <c>workstations</c>, <c>users</c>, <c>fixed</c> or <c>blend</c>.</summary>
    public string? Measure { get; set; }

    /// <summary>For periods that end on this day or later.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Measures of a blend and their percentages, which add up to 100.</summary>
    public List<KeyPart> Parts { get; set; } = [];

    /// <summary>Fixed shares, of <c>fixed</c> or of that part of a blend.</summary>
    public List<KeyWeight> Weights { get; set; } = [];
}

/// <summary>A measure and the percentage of the pot that it spreads.</summary>
public sealed record KeyPart
{
    public string? Measure { get; set; }
    public int Percentage { get; set; }
}

/// <summary>A member's fixed share, in whatever unit the others have.</summary>
public sealed record KeyWeight
{
    public string? Member { get; set; }
    public long Weight { get; set; }
}

/// <summary>A key with its versions, oldest first.</summary>
public sealed record AllocationKey(string Code, string Name, IReadOnlyList<AllocationKeyVersion> Versions);

/// <summary>A key from a day on.</summary>
public sealed record AllocationKeyVersion(
    DateOnly ValidFrom,
    string Measure,
    IReadOnlyList<KeyPart> Parts,
    IReadOnlyList<KeyWeight> Weights
);

sealed class AddAllocationKeyValidator : AbstractValidator<AddAllocationKey>
{
    const long LargestWeight = 1_000_000_000_000;

    public AddAllocationKeyValidator()
    {
        RuleFor(k => k.Code)
            .NotEmpty()
            .WithMessage(_ => CommonWords.FieldMissing)
            .Matches(@"^[A-Z0-9]+(-[A-Z0-9]+)*\z")
            .WithMessage(_ => ReferentialWords.CodeShape)
            .AtMost(60);
        RuleFor(k => k.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(k => k.ValidFrom).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(k => k.Measure)
            .Must(measure => measure == AllocationMeasure.Blend || AllocationMeasure.Simple.Contains(measure ?? ""))
            .WithMessage(_ => Words.MeasureUnknown);
        RuleFor(k => k.Parts)
            .Must((key, parts) => key.Measure != AllocationMeasure.Blend ? parts.Count == 0 : IsBlend(parts))
            .WithMessage(_ => Words.PartsOfBlend);
        RuleFor(k => k.Weights)
            .Must((key, weights) => MeasuresOf(key).Contains(AllocationMeasure.Fixed) == weights.Count > 0)
            .WithMessage(_ => Words.FixedNeedsWeights)
            .Must(weights =>
                weights.All(weight =>
                    weight is not null && weight.Weight is >= 0 and <= LargestWeight && !string.IsNullOrWhiteSpace(weight.Member)
                ) && (weights.Count == 0 || weights.Any(weight => weight.Weight > 0))
            )
            .WithMessage(_ => Words.WeightsShape);
    }

    static bool IsBlend(List<KeyPart> parts) =>
        parts.Count >= 2
        && parts.All(part => part is not null && AllocationMeasure.Simple.Contains(part.Measure ?? "") && part.Percentage > 0)
        && parts.Select(part => part.Measure).Distinct().Count() == parts.Count
        && parts.Sum(part => (long)part.Percentage) == 100;

    static IEnumerable<string?> MeasuresOf(AddAllocationKey key) =>
        key.Measure == AllocationMeasure.Blend ? key.Parts.Select(part => part?.Measure) : [key.Measure];
}

sealed class AddAllocationKeyHandler(
    Db db,
    ReferentialLookup codes,
    CurrentUser user,
    TimeProvider clock,
    AllocationKeyReader keys,
    Audit audit
) : IRequestHandler<AddAllocationKey, AllocationKey>
{
    public async Task<AllocationKey> Handle(AddAllocationKey request, CancellationToken ct)
    {
        var before = (await keys.Read(ct)).FirstOrDefault(key => key.Code == request.Code);
        if (before?.Versions[^1].StartsOn is { } last && request.ValidFrom <= last)
            throw AllocationErrors.VersionNotLater(before.Name, last);
        var weights = await WeightsOf(request, ct);

        var keyId = before?.Id ?? await db.Insert(InsertKeySql, new { request.Code, Name = request.Name!.Trim() }, ct);
        if (before is not null)
            await db.Execute(RenameKeySql, new { Id = keyId, Name = request.Name!.Trim() }, ct);
        var versionId = await db.Insert(
            InsertVersionSql,
            new
            {
                KeyId = keyId,
                StartsOn = request.ValidFrom!.Value,
                CreatedAt = clock.GetUtcNow().UtcDateTime,
                CreatedByUserId = user.AuthorId,
            },
            ct
        );
        List<KeyPart> parts =
            request.Measure == AllocationMeasure.Blend ? request.Parts : [new() { Measure = request.Measure, Percentage = 100 }];
        await db.Execute(
            InsertPartSql,
            parts.Select(part => new
            {
                KeyVersionId = versionId,
                part.Measure,
                part.Percentage,
            }),
            ct
        );
        await db.Execute(
            InsertWeightSql,
            weights.Select(weight => new
            {
                KeyVersionId = versionId,
                weight.MemberId,
                weight.Weight,
            }),
            ct
        );

        var after = AllocationKeyReader.Show((await keys.Read(ct)).Single(key => key.Id == keyId), await codes.Referentials(ct));
        await audit.Record("allocation-key", keyId, before is null ? "add" : "add-version", null, after, ct);
        return after;
    }

    const string InsertKeySql = "INSERT INTO AllocationKeys (Code, Name) VALUES (@Code, @Name)";
    const string RenameKeySql = "UPDATE AllocationKeys SET Name = @Name WHERE Id = @Id";
    const string InsertVersionSql = """
        INSERT INTO AllocationKeyVersions (KeyId, StartsOn, CreatedAt, CreatedByUserId)
        VALUES (@KeyId, @StartsOn, @CreatedAt, @CreatedByUserId)
        """;
    const string InsertPartSql =
        "INSERT INTO AllocationKeyParts (KeyVersionId, Measure, Percentage) VALUES (@KeyVersionId, @Measure, @Percentage)";
    const string InsertWeightSql =
        "INSERT INTO AllocationKeyWeights (KeyVersionId, MemberId, Weight) VALUES (@KeyVersionId, @MemberId, @Weight)";

    async Task<IReadOnlyList<(long MemberId, long Weight)>> WeightsOf(AddAllocationKey request, CancellationToken ct)
    {
        var members = (await codes.Referentials(ct)).Members;
        var weights = new Dictionary<long, long>();
        foreach (var (index, weight) in request.Weights.Index())
        {
            var field = $"Weights[{index}].Member";
            var member = codes.Get(members, field, weight.Member, null);
            if (member.Kind == Member.Multiple)
                throw AllocationErrors.SeveralHaveNoShare(field);
            if (!weights.TryAdd(member.Id, weight.Weight))
                throw AllocationErrors.MemberTwice(field, member.Code);
        }
        return [.. weights.Select(weight => (weight.Key, weight.Value))];
    }
}
