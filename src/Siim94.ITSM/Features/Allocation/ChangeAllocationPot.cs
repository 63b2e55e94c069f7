using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

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
        RuleFor(p => p.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(p => p.Key).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(60);
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
