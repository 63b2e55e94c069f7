using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using ReferentialWords = Siim94.ITSM.Features.Referentials.Words;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>Adds a pot of shared time. Refused when another open pot would take some of the same lines.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record AddAllocationPot : ICommand<AllocationPot>
{
    public string? Code { get; set; }
    public string? Name { get; set; }

    /// <summary>The key that it is spread by, unless another one is asked for.</summary>
    public string? Key { get; set; }

    /// <summary>Codes of activities and sub-activities; none for all.</summary>
    public List<string> Activities { get; set; } = [];

    /// <summary>Whose lines: <c>nobody</c> (without a member), <c>several</c> (of several members), <c>internal</c>.</summary>
    public List<string> Takes { get; set; } = [];
}

/// <summary>A pot as its readers see it.</summary>
public sealed record AllocationPot
{
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string Key { get; init; } = "";
    public IReadOnlyList<string> Activities { get; init; } = [];

    /// <summary>Names of the same activities.</summary>
    public IReadOnlyList<string> ActivityNames { get; init; } = [];

    public IReadOnlyList<string> Takes { get; init; } = [];
    public DateOnly? ClosedOn { get; init; }
    public long Version { get; init; }
}

sealed class AddAllocationPotValidator : AbstractValidator<AddAllocationPot>
{
    public AddAllocationPotValidator()
    {
        RuleFor(p => p.Code)
            .NotEmpty()
            .WithMessage(_ => CommonWords.FieldMissing)
            .Matches(@"^[A-Z0-9]+(-[A-Z0-9]+)*\z")
            .WithMessage(_ => ReferentialWords.CodeShape)
            .AtMost(60);
        RuleFor(p => p.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(p => p.Key).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(60);
        RuleFor(p => p.Takes).Must(takes => takes.Count > 0 && takes.All(PotTakes.All.Contains)).WithMessage(_ => Words.TakesShape);
    }
}

sealed class AddAllocationPotHandler(Db db, ReferentialLookup codes, AllocationKeyReader keys, AllocationPotReader pots, Audit audit)
    : IRequestHandler<AddAllocationPot, AllocationPot>
{
    public async Task<AllocationPot> Handle(AddAllocationPot request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var key = await keys.Get("Key", request.Key!, ct);
        var pot = new PotRow
        {
            Code = request.Code!,
            Name = request.Name!.Trim(),
            KeyId = key.Id,
            IsOfNobody = request.Takes.Contains(PotTakes.Nobody),
            IsOfSeveral = request.Takes.Contains(PotTakes.Several),
            IsInternal = request.Takes.Contains(PotTakes.Internal),
            Activities =
            [
                .. request.Activities.Select((code, index) => codes.Get(all.Activities, $"Activities[{index}]", code, null).Id).Distinct(),
            ],
        };
        var others = await pots.Read(ct);
        if (others.Any(other => other.Code == pot.Code))
            throw AllocationErrors.PotTaken(pot.Code);
        if (others.FirstOrDefault(other => other.ClosedOn is null && other.Overlaps(pot, all)) is { } taken)
            throw AllocationErrors.PotsOverlap("Activities", taken.Name);

        var id = await db.Insert(InsertPotSql, pot, ct);
        await db.Execute(InsertActivitySql, pot.Activities.Select(activity => new { PotId = id, ActivityId = activity }), ct);
        var after = await pots.Show(pot.Code, ct);
        await audit.Record("allocation-pot", id, "add", null, after, ct);
        return after;
    }

    const string InsertPotSql = """
        INSERT INTO AllocationPots (Code, Name, KeyId, IsOfNobody, IsOfSeveral, IsInternal, Version)
        VALUES (@Code, @Name, @KeyId, @IsOfNobody, @IsOfSeveral, @IsInternal, 1)
        """;

    const string InsertActivitySql = "INSERT INTO AllocationPotActivities (PotId, ActivityId) VALUES (@PotId, @ActivityId)";
}
