using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Logs up to 500 lines of worked time, all or none.</summary>
[Requires(Permission.LogTime)]
public sealed record LogTimeBatch : ICommand<LoggedBatch>
{
    public const int MaximumSize = 500;

    public List<TimeEntryFields> Entries { get; set; } = [];
}

/// <summary>Identities of the lines of a batch, in its order.</summary>
public sealed record LoggedBatch(IReadOnlyList<long> Ids);

sealed class LogTimeBatchValidator : AbstractValidator<LogTimeBatch>
{
    public LogTimeBatchValidator()
    {
        RuleFor(b => b.Entries)
            .Must(entries => entries is { Count: >= 1 and <= LogTimeBatch.MaximumSize })
            .WithMessage(_ => Words.BatchSize);
        RuleForEach(b => b.Entries)
            .NotNull()
            .SetValidator(new TimeEntryFieldsValidator())
            .When(b => b.Entries is { Count: <= LogTimeBatch.MaximumSize });
    }
}

sealed class LogTimeBatchHandler(EntryResolver resolver, Ledger ledger) : IRequestHandler<LogTimeBatch, LoggedBatch>
{
    public async Task<LoggedBatch> Handle(LogTimeBatch batch, CancellationToken ct)
    {
        var lines = new List<LedgerLine>(batch.Entries.Count);
        foreach (var (index, entry) in batch.Entries.Index())
            lines.Add(await resolver.Resolve(entry, $"Entries[{index}].", ct));
        return new(await ledger.Write(lines, batch.Entries.All(entry => entry.Confirm), ct));
    }
}
