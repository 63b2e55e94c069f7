using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using ReferentialWords = Siim94.ITSM.Features.Referentials.Words;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

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
            .WithMessage(_ => TimeWords.FieldMissing)
            .Matches("^[A-Z0-9]+(-[A-Z0-9]+)*$")
            .WithMessage(_ => ReferentialWords.CodeShape)
            .AtMost(60);
        RuleFor(p => p.Name).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(p => p.Key).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(60);
        RuleFor(p => p.Takes).Must(takes => takes.Count > 0 && takes.All(PotTakes.All.Contains)).WithMessage(_ => Words.TakesShape);
    }
}

/// <summary>Whose lines a pot may take: never those of a single member.</summary>
static class PotTakes
{
    public const string Nobody = "nobody",
        Several = "several",
        Internal = "internal";

    public static readonly IReadOnlyList<string> All = [Nobody, Several, Internal];

    public static string NameOf(string takes) =>
        takes switch
        {
            Nobody => Words.OfNobody,
            Several => Words.OfSeveral,
            Internal => Words.OfInternal,
            _ => throw new ArgumentOutOfRangeException(nameof(takes), takes, "Not a kind of lines that a pot takes."),
        };
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

/// <summary>
/// Renames a pot, gives it another key, or closes it from a day on: it is then no longer proposed. What it takes does not change. Refused
/// when somebody changed it meanwhile.
/// </summary>
[Requires(Permission.ManageAllocations)]
public sealed record ChangeAllocationPot : ICommand<AllocationPot>
{
    [JsonIgnore]
    public string Code { get; set; } = "";

    [JsonIgnore]
    public long Version { get; set; }
    public string? Name { get; set; }
    public string? Key { get; set; }
    public DateOnly? ClosedOn { get; set; }
}

sealed class ChangeAllocationPotValidator : AbstractValidator<ChangeAllocationPot>
{
    public ChangeAllocationPotValidator()
    {
        RuleFor(p => p.Name).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(p => p.Key).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(60);
    }
}

sealed class ChangeAllocationPotHandler(Db db, ReferentialLookup codes, AllocationKeyReader keys, AllocationPotReader pots, Audit audit)
    : IRequestHandler<ChangeAllocationPot, AllocationPot>
{
    public async Task<AllocationPot> Handle(ChangeAllocationPot request, CancellationToken ct)
    {
        var all = await pots.Read(ct);
        var pot = all.FirstOrDefault(row => row.Code == request.Code) ?? throw RequestErrors.NotFound();
        var referentials = await codes.Referentials(ct);
        if (
            request.ClosedOn is null
            && all.FirstOrDefault(other => other.Id != pot.Id && other.ClosedOn is null && other.Overlaps(pot, referentials)) is { } taken
        )
            throw AllocationErrors.PotsOverlap("ClosedOn", taken.Name);
        var before = await pots.Show(pot.Code, ct);
        var key = await keys.Get("Key", request.Key!, ct);
        if (
            await db.Execute(
                UpdatePotSql,
                new
                {
                    pot.Id,
                    request.Version,
                    Name = request.Name!.Trim(),
                    KeyId = key.Id,
                    request.ClosedOn,
                },
                ct
            ) == 0
        )
            throw RequestErrors.ChangedMeanwhile();
        var after = await pots.Show(pot.Code, ct);
        await audit.Record("allocation-pot", pot.Id, "change", before, after, ct);
        return after;
    }

    const string UpdatePotSql = """
        UPDATE AllocationPots
        SET Name = @Name, KeyId = @KeyId, ClosedOn = @ClosedOn, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}

/// <summary>The pots there are.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record ListAllocationPots : IQuery<Page<AllocationPot>>;

sealed class ListAllocationPotsHandler(AllocationPotReader pots) : IRequestHandler<ListAllocationPots, Page<AllocationPot>>
{
    public async Task<Page<AllocationPot>> Handle(ListAllocationPots request, CancellationToken ct) => new(await pots.ShowAll(ct), null);
}

/// <summary>A pot as stored.</summary>
sealed record PotRow
{
    public long Id { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public long KeyId { get; init; }
    public bool IsOfNobody { get; init; }
    public bool IsOfSeveral { get; init; }
    public bool IsInternal { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public long Version { get; init; }
    public IReadOnlyList<long> Activities { get; init; } = [];

    public IReadOnlyList<string> Takes =>
        [
            .. new[] { (IsOfNobody, PotTakes.Nobody), (IsOfSeveral, PotTakes.Several), (IsInternal, PotTakes.Internal) }
                .Where(part => part.Item1)
                .Select(part => part.Item2),
        ];

    /// <summary>Whether a line of shared time is in the pot.</summary>
    public bool Holds(SharedWork line, ReferentialData all)
    {
        var isTaken =
            line.MemberId is not { } member ? IsOfNobody
            : all.Members[member].Kind == Member.Multiple ? IsOfSeveral
            : IsInternal;
        return isTaken
            && (
                Activities.Count == 0 || Activities.Contains(line.ActivityId) || (line.SubActivityId is { } sub && Activities.Contains(sub))
            );
    }

    /// <summary>Whether a line could be in both pots.</summary>
    public bool Overlaps(PotRow other, ReferentialData all) =>
        ((IsOfNobody && other.IsOfNobody) || (IsOfSeveral && other.IsOfSeveral) || (IsInternal && other.IsInternal))
        && (
            Activities.Count == 0
            || other.Activities.Count == 0
            || Activities.Any(mine =>
                other.Activities.Any(theirs =>
                    mine == theirs || all.Activities[mine].ParentId == theirs || all.Activities[theirs].ParentId == mine
                )
            )
        );
}

/// <summary>Reads all pots: a handful of rows.</summary>
sealed class AllocationPotReader(Db db, ReferentialLookup codes, AllocationKeyReader keys)
{
    public async Task<IReadOnlyList<PotRow>> Read(CancellationToken ct)
    {
        var activities = (await db.Query<ActivityRow>(ActivitiesSql, null, ct)).ToLookup(row => row.PotId, row => row.ActivityId);
        return [.. (await db.Query<PotRow>(PotsSql, null, ct)).Select(pot => pot with { Activities = [.. activities[pot.Id]] })];
    }

    const string PotsSql = """
        SELECT p.Id, p.Code, p.Name, p.KeyId, p.IsOfNobody, p.IsOfSeveral, p.IsInternal, p.ClosedOn, p.Version
        FROM AllocationPots p
        ORDER BY p.Name, p.Id
        """;
    const string ActivitiesSql = "SELECT a.PotId, a.ActivityId FROM AllocationPotActivities a ORDER BY a.PotId, a.ActivityId";

    /// <exception cref="Refusal">Unknown, naming the field.</exception>
    public async Task<PotRow> Get(string field, string code, CancellationToken ct) =>
        (await Read(ct)).FirstOrDefault(pot => pot.Code == code) ?? throw AllocationErrors.UnknownPot(field, code);

    public async Task<AllocationPot> Show(string code, CancellationToken ct) => (await ShowAll(ct)).Single(pot => pot.Code == code);

    public async Task<IReadOnlyList<AllocationPot>> ShowAll(CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var keyCodes = (await keys.Read(ct)).ToDictionary(key => key.Id, key => key.Code);
        return
        [
            .. (await Read(ct)).Select(pot => new AllocationPot
            {
                Code = pot.Code,
                Name = pot.Name,
                Key = keyCodes[pot.KeyId],
                Activities = [.. pot.Activities.Select(id => all.Activities[id].Code)],
                ActivityNames = [.. pot.Activities.Select(id => all.Activities[id].Name)],
                Takes = pot.Takes,
                ClosedOn = pot.ClosedOn,
                Version = pot.Version,
            }),
        ];
    }

    sealed record ActivityRow
    {
        public long PotId { get; init; }
        public long ActivityId { get; init; }
    }
}
