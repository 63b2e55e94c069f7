using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.BulkChanges;

/// <summary>How many lines a selection has, how much they are worth, and the first of them.</summary>
[Requires(Permission.LogTimeForOthers)]
public sealed record FindLinesToChange(EntrySelection Lines) : IQuery<LinesToChange>
{
    /// <summary>Lines shown of a selection.</summary>
    public const int MostShown = 50;
}

/// <param name="WrittenElsewhere">Lines of visits, shifts and sessions, which only those may change.</param>
/// <param name="Digest">What a change of these lines carries: it is refused when any of them has changed meanwhile.</param>
/// <param name="First">By day.</param>
public sealed record LinesToChange(int Count, decimal Days, int WrittenElsewhere, string Digest, IReadOnlyList<TimeEntryDetails> First);

sealed class FindLinesToChangeValidator : AbstractValidator<FindLinesToChange>
{
    public FindLinesToChangeValidator() =>
        RuleFor(f => f.Lines).NotNull().SetValidator(new EntrySelectionValidator()).OverridePropertyName("");
}

sealed class FindLinesToChangeHandler(EntrySelector selector, ReferentialLookup codes) : IRequestHandler<FindLinesToChange, LinesToChange>
{
    public async Task<LinesToChange> Handle(FindLinesToChange request, CancellationToken ct)
    {
        var selected = await selector.Read(request.Lines, ct);
        var all = await codes.Referentials(ct);
        return new(
            selected.Rows.Count,
            TimeUnits.FromMicros(selected.Rows.Sum(row => row.MicroDays)),
            selected.Rows.Count(Recoder.IsWrittenElsewhere),
            selected.Digest,
            [.. selected.Rows.Take(FindLinesToChange.MostShown).Select(row => TimeEntryReader.DetailsOf(row, all))]
        );
    }
}
