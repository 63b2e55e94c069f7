using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>What each member would get of a pot by several keys, side by side. Nothing is kept.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record PreviewAllocation : IQuery<AllocationPreview>
{
    public const int MostKeys = 6;

    public string? Pot { get; init; }

    /// <summary><c>2017</c> or <c>2017-03</c>.</summary>
    public string? Period { get; init; }

    /// <summary>Codes of keys with commas between; all of them when blank.</summary>
    public string? Keys { get; init; }
}

/// <param name="Pot">Code of the pot.</param>
/// <param name="Period">As asked.</param>
/// <param name="Days">What is in the pot.</param>
/// <param name="Keys">Column by column.</param>
/// <param name="Rows">Member by member; a blank has no weight by that key.</param>
public sealed record AllocationPreview(
    string Pot,
    string Period,
    decimal Days,
    IReadOnlyList<PreviewKey> Keys,
    IReadOnlyList<PreviewRow> Rows
);

/// <param name="Key">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="ValidFrom">The version in force; null when there is none.</param>
/// <param name="Total">What the shares add up to: the pot; null where the key cannot spread it.</param>
/// <param name="Problem">Why it cannot; null when it can.</param>
public sealed record PreviewKey(string Key, string Name, DateOnly? ValidFrom, decimal? Total, string? Problem);

public sealed record PreviewRow(string Member, string MemberName, IReadOnlyList<decimal?> Days);

sealed class PreviewAllocationValidator : AbstractValidator<PreviewAllocation>
{
    public PreviewAllocationValidator()
    {
        RuleFor(p => p.Pot).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(60);
        RuleFor(p => p.Period).Must(period => PeriodText.Parse(period) is not null).WithMessage(_ => CommonWords.PeriodShape);
        RuleFor(p => p.Keys)
            .Must(keys => keys is null || keys.Split(',').Length <= PreviewAllocation.MostKeys)
            .WithMessage(_ => string.Format(Words.TooManyKeys, PreviewAllocation.MostKeys));
    }
}

sealed class PreviewAllocationHandler(
    AllocationPotReader pots,
    AllocationKeyReader keys,
    AllocationCalculator calculator,
    ReferentialLookup codes
) : IRequestHandler<PreviewAllocation, AllocationPreview>
{
    public async Task<AllocationPreview> Handle(PreviewAllocation request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var period = PeriodText.Parse(request.Period)!.Value;
        var pot = await pots.Get("Pot", request.Pot!, ct);
        var days = (await calculator.Sources(pot, period, all, ct)).Sum(source => source.MicroDays);
        var columns = new List<(PreviewKey Key, Dictionary<long, long> Shares)>();
        foreach (var key in await Asked(request, ct))
        {
            try
            {
                var version = key.On(period.LastDay) ?? throw AllocationErrors.NoVersion(key.Name, period);
                var plan = await calculator.Plan(pot, version, period, ct);
                var shares = plan
                    .Shares.GroupBy(share => share.MemberId)
                    .ToDictionary(member => member.Key, member => member.Sum(share => share.MicroDays));
                columns.Add((new(key.Code, key.Name, version.StartsOn, AllocationReader.DaysOf(shares.Values.Sum()), null), shares));
            }
            catch (Refusal refusal)
            {
                columns.Add((new(key.Code, key.Name, null, null, refusal.Message), []));
            }
        }
        return new(
            pot.Code,
            period.Code,
            AllocationReader.DaysOf(days),
            [.. columns.Select(column => column.Key)],
            [
                .. from member in columns.SelectMany(column => column.Shares.Keys).Distinct()
                orderby all.Members[member].Name
                select new PreviewRow(
                    all.Members[member].Code,
                    all.Members[member].Name,
                    [
                        .. columns.Select(column =>
                            column.Shares.TryGetValue(member, out var share) ? AllocationReader.DaysOf(share) : (decimal?)null
                        ),
                    ]
                ),
            ]
        );
    }

    async Task<IReadOnlyList<KeyRow>> Asked(PreviewAllocation request, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Keys))
            return [.. (await keys.Read(ct)).Take(PreviewAllocation.MostKeys)];
        var asked = new List<KeyRow>();
        foreach (var code in request.Keys.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct())
            asked.Add(await keys.Get("Keys", code, ct));
        return asked;
    }
}
