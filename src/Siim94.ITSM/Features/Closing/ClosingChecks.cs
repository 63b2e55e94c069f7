using MediatR;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Closing;

/// <summary>The checks before a closing.</summary>
sealed class ClosingChecks(Db db, FactKinds kinds, ReferentialCache cache, CoverageReader coverage, IMediator mediator, TimeProvider clock)
{
    public async Task<IReadOnlyList<ClosingCheck>> Run(Period period, CancellationToken ct)
    {
        var pending = await Pending(period, ct);
        List<ClosingCheck> checks =
        [
            Over(period),
            pending,
            await Drift(period, isMeaningful: pending.State == CheckState.Ok, ct),
            await MissingDays(period, ct),
            await Undecided(period, ct),
            await OpenTickets(period, ct),
            await OpenDisputes(ct),
        ];
        if (period.IsYear)
            checks.Add(await Reconciled(period.Year, ct));
        return checks;
    }

    ClosingCheck Over(Period period) =>
        period.LastDay < Paris.Today(clock)
            ? new("over", CheckState.Ok, string.Format(Words.IsOver, period), [])
            : new("over", CheckState.Blocking, string.Format(Words.NotOver, period), []);

    async Task<ClosingCheck> Pending(Period period, CancellationToken ct)
    {
        var days = await db.FirstOrDefault<int>(PendingDaysSql, Range(period), ct);
        return days == 0
            ? new("pending", CheckState.Ok, Words.NothingPending, [])
            : new("pending", CheckState.Information, Plural.Format(Words.SomePending, days), []);
    }

    const string PendingDaysSql = "SELECT COUNT(DISTINCT d.Day) FROM PendingDays d WHERE d.Day BETWEEN @From AND @To";

    /// <summary>Sums of the facts beside those of the roll-ups; the closing itself compares row by row and repairs.</summary>
    async Task<ClosingCheck> Drift(Period period, bool isMeaningful, CancellationToken ct)
    {
        if (!isMeaningful)
            return new("drift", CheckState.Information, Words.DriftAfterRollup, []);
        var drifts = new List<string>();
        foreach (var rollUp in kinds.RollUps)
        {
            var facts = await db.FirstOrDefault<long>(rollUp.FactSumSql, Range(period), ct);
            var rows = await db.FirstOrDefault<long>(
                rollUp.RowSumSql,
                new { From = period.Months.First().YearMonth, To = period.Months.Last().YearMonth },
                ct
            );
            if (facts != rows)
                drifts.Add(string.Format(Words.DriftDetail, rollUp.Label(), facts, rows));
        }
        return drifts.Count == 0
            ? new("drift", CheckState.Ok, Words.NoDrift, [])
            : new("drift", CheckState.Warning, Plural.Format(Words.SomeDrift, drifts.Count), drifts);
    }

    /// <summary>Agents of whose expected time something is neither logged nor covered by an absence.</summary>
    async Task<ClosingCheck> MissingDays(Period period, CancellationToken ct)
    {
        var agents = (await cache.Read(db, ct)).Agents.OrderBy(agent => agent.Name, StringComparer.CurrentCulture).ToList();
        var missing = (await coverage.Read(agents, period.FirstDay, period.LastDay, ct))
            .Select(of => (of.Agent, Minutes: of.Days.Sum(day => day.MissingMinutes)))
            .Where(of => of.Minutes > 0)
            .Select(of => string.Format(Words.MissingDetail, of.Agent.Name, MissingWeeks.DaysOf(of.Agent, period.LastDay, of.Minutes)))
            .ToList();
        return missing.Count == 0
            ? new("missing-days", CheckState.Ok, Words.NoMissingDays, [])
            : new("missing-days", CheckState.Warning, Plural.Format(Words.SomeMissingDays, missing.Count), missing);
    }

    /// <summary>
    /// Drafts: allocations that somebody proposed and nobody decided. Closed, the period keeps the shared time where it was logged.
    /// </summary>
    async Task<ClosingCheck> Undecided(Period period, CancellationToken ct)
    {
        var proposals = await db.Query<ProposalRow>(ProposalsSql, Range(period), ct);
        return proposals.Count == 0
            ? new("drafts", CheckState.Ok, Words.NoDrafts, [])
            : new(
                "drafts",
                CheckState.Warning,
                Plural.Format(Words.SomeDrafts, proposals.Count),
                [
                    .. proposals.Select(proposal =>
                        string.Format(
                            Words.DraftDetail,
                            proposal.Name,
                            Period.Of(proposal.Period)!.Value,
                            ReportNumbers.ToUnits(proposal.MicroDays)
                        )
                    ),
                ]
            );
    }

    const string ProposalsSql = """
        SELECT p.Name, a.Period, a.MicroDays
        FROM Allocations a
        JOIN AllocationPots p ON p.Id = a.PotId
        WHERE a.State = 'proposed' AND a.LastOn BETWEEN @From AND @To
        ORDER BY a.LastOn, p.Name, a.Id
        """;

    /// <summary>What members contest has no period of its own: it may be about this one.</summary>
    async Task<ClosingCheck> OpenDisputes(CancellationToken ct)
    {
        var open = await db.FirstOrDefault<int>(OpenDisputesSql, new { DisputeState.Open }, ct);
        return open == 0
            ? new("disputes", CheckState.Ok, Words.NoDisputes, [])
            : new("disputes", CheckState.Information, Plural.Format(Words.SomeDisputes, open), []);
    }

    const string OpenDisputesSql = "SELECT COUNT(*) FROM Disputes d WHERE d.State = @Open";

    async Task<ClosingCheck> OpenTickets(Period period, CancellationToken ct)
    {
        var open = await db.FirstOrDefault<int>(
            OpenTicketsSql,
            new
            {
                From = period.FirstDay,
                To = period.LastDay,
                Ended = new[] { TicketStatus.Resolved, TicketStatus.Closed },
            },
            ct
        );
        return open == 0
            ? new("open-tickets", CheckState.Ok, Words.NoOpenTickets, [])
            : new("open-tickets", CheckState.Information, Plural.Format(Words.SomeOpenTickets, open), []);
    }

    const string OpenTicketsSql = "SELECT COUNT(*) FROM Tickets t WHERE t.OpenedOn BETWEEN @From AND @To AND t.Status NOT IN @Ended";

    /// <summary>The year's own tables, as they would be printed, set against each other and against the ledger.</summary>
    async Task<ClosingCheck> Reconciled(int year, CancellationToken ct)
    {
        var printed = new List<PublishedTable>();
        foreach (var table in BuiltInTables.OfLines.Where(table => table.ColumnAxis is Axis.Year))
            printed.Add(
                Printed(
                    table,
                    await mediator.Send(
                        new GetReport
                        {
                            Id = table.Id,
                            From = year,
                            To = year,
                            NamesAt = NameModes.BeforeSuccessions,
                        },
                        ct
                    )
                )
            );
        var found = (await mediator.Send(new ReconcilePublished { File = new("", printed) }, ct)).Findings;
        var contradictions = found.Where(finding => finding.Kind != FindingKind.Rounding).Select(finding => finding.Message).ToList();
        return contradictions.Count == 0
            ? new(
                "reconciliation",
                CheckState.Ok,
                Plural.Format(Words.Reconciled, printed.Count, found.Count(finding => finding.Kind == FindingKind.Rounding)),
                []
            )
            : new("reconciliation", CheckState.Warning, Plural.Format(Words.NotReconciled, contradictions.Count), contradictions);
    }

    static PublishedTable Printed(ReportTable table, Report report)
    {
        var decimals = report.Columns.Select(column => DecimalsOf(table, column.Key)).ToList();
        return new(
            table.Id,
            table.Section,
            report.Title,
            "",
            RowDimension(table.RowAxes[0]),
            [.. report.Columns.Select(column => Heading(column.Key))],
            table.Unit,
            report.Decimals,
            [.. report.Rows.Select(row => new PublishedRow(row.Label, Round(row.Cells)))],
            Round(report.Totals),
            string.Join(' ', report.Notes)
        );

        List<decimal?> Round(IReadOnlyList<ReportCell> cells) =>
            [
                .. cells.Zip(decimals, (cell, places) =>
                    cell.Value is { } value ? Math.Round(value, places, MidpointRounding.AwayFromZero) : (decimal?)null
                ),
            ];
    }

    static int DecimalsOf(ReportTable table, string column) =>
        column.EndsWith(".share", StringComparison.Ordinal)
            ? 1
            : table
                .Measures.First(measure => measure.Suffix is null || column.EndsWith($".{measure.Suffix}", StringComparison.Ordinal))
                .Decimals;

    static string Heading(string column) =>
        column
            .Replace(".share", " %", StringComparison.Ordinal)
            .Replace(".people", " agents", StringComparison.Ordinal)
            .Replace(".days", " days", StringComparison.Ordinal);

    static string RowDimension(Axis axis) =>
        axis switch
        {
            Axis.SubActivity => "sub-activity",
            Axis.UpperDomain => "domain",
            Axis.TrainingCategory => "training category",
            _ => axis.ToString().ToLowerInvariant(),
        };

    /// <summary>Days of a period that have come: what is planned is not done.</summary>
    object Range(Period period)
    {
        var today = Paris.Today(clock);
        return new { From = period.FirstDay, To = period.LastDay < today ? period.LastDay : today };
    }

    sealed record ProposalRow
    {
        public string Name { get; init; } = "";
        public int Period { get; init; }
        public long MicroDays { get; init; }
    }
}
