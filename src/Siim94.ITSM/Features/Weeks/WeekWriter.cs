using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>What becomes of one cell.</summary>
sealed record PlannedCell
{
    /// <summary>Put before the names of its fields: <c>Cells[3].</c></summary>
    public required string Field { get; init; }

    /// <summary>The row, once it is known.</summary>
    public AxisIds? Axes { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>What the cell holds before; null when it is empty.</summary>
    public TimeEntryRow? Before { get; init; }

    /// <summary>What it is to hold; null to empty it.</summary>
    public LedgerLine? After { get; init; }

    /// <summary>Minutes that the agent's day gains; what loses some is written first, so that no day is overfull in between.</summary>
    public long Gain { get; init; }

    /// <summary>It holds already what it is to hold.</summary>
    public bool IsUnchanged { get; init; }

    public IReadOnlyList<(string Field, string Message)> Errors { get; init; } = [];

    /// <summary>Its only error: somebody else has changed it.</summary>
    public bool IsChangedMeanwhile { get; init; }

    /// <summary>Why its day may not be written; null when it may.</summary>
    public Refusal? Against(Barriers barriers, Agent agent, string? field = null) =>
        barriers.Against(
            new WorkedDay
            {
                AgentId = agent.Id,
                TeamId = Before?.TeamId ?? agent.PostingOn(Day)!.TeamId,
                Day = Day,
            },
            field
        );
}

/// <summary>Writes cells of a week through the ledger: first what each would become, then all of them.</summary>
sealed class WeekWriter(ReferentialLookup codes, EntryResolver resolver, Ledger ledger, WeekReader reader, FactLocks locks, Audit audit)
{
    /// <summary>What becomes of each cell, and why it is refused. Nobody else writes for the agent from here on.</summary>
    public async Task<IReadOnlyList<PlannedCell>> Plan(Agent agent, Week week, IReadOnlyList<WeekCellChange> changes, CancellationToken ct)
    {
        await locks.TakeAgents([agent.Id], ct);
        var all = await codes.Referentials(ct);
        var lines = (await reader.Lines(agent, week, ct))
            .Where(line => line.Source == EntrySource.Timesheet)
            .ToLookup(line => (AxisIds.Of(line), line.WorkedOn));
        var planned = new List<PlannedCell>(changes.Count);
        foreach (var (index, change) in changes.Index())
        {
            var cell = await PlanOne(agent, week, change, $"Cells[{index}].", lines, all, ct);
            planned.Add(cell.Axes is not null && planned.Any(other => IsSame(other, cell)) ? Wrong(cell, "Row", Words.CellTwice) : cell);
        }
        return planned;
    }

    static bool IsSame(PlannedCell one, PlannedCell other) => one.Axes == other.Axes && one.Day == other.Day;

    async Task<PlannedCell> PlanOne(
        Agent agent,
        Week week,
        WeekCellChange change,
        string field,
        ILookup<(AxisIds, DateOnly), TimeEntryRow> lines,
        ReferentialData all,
        CancellationToken ct
    )
    {
        var (day, row) = (change.Day!.Value, change.Row!);
        var cell = new PlannedCell { Field = field, Day = day };
        if (day < week.Monday || day > week.Sunday)
            return Wrong(cell, "Day", string.Format(Words.DayOfAnotherWeek, day, week.Number));
        if (row.Source is not (null or EntrySource.Timesheet))
            return Wrong(cell, "Row", TimeEntryErrors.WrittenElsewhere().Message);

        // What is there may be emptied whatever has become of its axes since; what is written anew must fit them.
        if (
            change.Quantity is null
            && lines.FirstOrDefault(line => line.Key.Item2 == day && line.Key.Item1.Codes(all).Key == row.Key) is { } existing
        )
            return Against(cell with { Axes = existing.Key.Item1 }, [.. existing], change);
        LedgerLine line;
        LedgerRow worth;
        try
        {
            var entered = row.Line(agent.Code, day) with { Quantity = change.Quantity ?? 1, Unit = change.Unit ?? "d", Note = change.Note };
            line = await resolver.Resolve(entered, field, all, ct);
            worth = ledger.RowOf(line, all);
        }
        catch (Refusal refusal)
        {
            return cell with
            {
                Errors = [.. refusal.Errors.SelectMany(error => error.Value.Select(text => (CellField(field, error.Key), text)))],
            };
        }
        cell = cell with { Axes = AxisIds.Of(line) };
        List<TimeEntryRow> found = [.. lines[(cell.Axes, day)]];
        if (change.Quantity is null)
            return Against(cell, found, change);
        if (change.Note is null && found is [{ Note: { } note }])
            line = line with { Note = note };
        return Against(cell with { After = line, Gain = worth.Minutes - found.Sum(before => before.Minutes) }, found, change);
    }

    /// <summary>The axes of a line are those of the cell's row; that nobody has posted the agent yet is the fault of the day.</summary>
    static string CellField(string field, string error) =>
        error[field.Length..] switch
        {
            "Agent" => $"{field}Day",
            "Day" or "Quantity" or "Unit" or "Note" => error,
            var axis => $"{field}Row.{axis}",
        };

    static PlannedCell Against(PlannedCell cell, List<TimeEntryRow> found, WeekCellChange change)
    {
        if (found.Count > 1)
            return Wrong(cell, "Row", Words.SeveralLines);
        var before = found is [var only] ? only : null;
        cell = cell with { Before = before, Gain = cell.After is null ? -(before?.Minutes ?? 0) : cell.Gain };
        if (before is null ? cell.After is null : cell.After is { } after && Holds(before, after))
            return cell with { IsUnchanged = true };
        return before?.Version == change.Version
            ? cell
            : Wrong(cell, "Version", WeekErrors.NowHolds(before)) with
            {
                IsChangedMeanwhile = true,
            };
    }

    static bool Holds(TimeEntryRow before, LedgerLine after) =>
        before.QuantityMicros == after.QuantityMicros && before.Unit == TimeUnits.Code(after.Unit) && before.Note == after.Note;

    static PlannedCell Wrong(PlannedCell cell, string field, string message) =>
        cell with
        {
            Errors = [(cell.Field + field, message)],
            IsChangedMeanwhile = false,
        };

    /// <summary>Writes what was planned: what makes room first.</summary>
    /// <returns>What each cell holds now, in their order.</returns>
    /// <exception cref="Refusal">A day is closed, or days would hold more than 24 h, naming the cells.</exception>
    public async Task<IReadOnlyList<SavedWeekCell>> Write(Agent agent, Week week, IReadOnlyList<PlannedCell> planned, CancellationToken ct)
    {
        var changed = planned.Where(cell => !cell.IsUnchanged).ToList();
        await RefuseOverfull(agent, week, changed, ct);
        foreach (var cell in changed.Where(cell => cell.Before is not null).OrderBy(cell => cell.Gain))
            await Change(cell, cell.Before!, ct);
        await ledger.Write([.. changed.Where(cell => cell.Before is null).Select(cell => cell.After!)], isConfirmed: true, ct);

        var all = await codes.Referentials(ct);
        var lines = (await reader.Lines(agent, week, ct))
            .Where(line => line.Source == EntrySource.Timesheet)
            .ToLookup(line => (AxisIds.Of(line), line.WorkedOn));
        await audit.Together(
            async () =>
            {
                foreach (var cell in changed.Where(cell => cell.Before is not null))
                    await audit.Record(
                        TimeEntryFact.Code,
                        cell.Before!.Id,
                        cell.After is null ? "delete" : "change",
                        TimeEntryReader.DetailsOf(cell.Before, all),
                        cell.After is null ? null : TimeEntryReader.DetailsOf(lines[(cell.Axes!, cell.Day)].Single(), all),
                        ct
                    );
            },
            ct
        );
        return [.. planned.Select(cell => Saved(cell, lines[(cell.Axes!, cell.Day)].SingleOrDefault(), all))];
    }

    /// <remarks>The ledger would name the first day alone.</remarks>
    async Task RefuseOverfull(Agent agent, Week week, IReadOnlyList<PlannedCell> changed, CancellationToken ct)
    {
        if (changed.DistinctBy(cell => cell.Day).Count() < 2)
            return;
        var minutes = (await reader.Lines(agent, week, ct))
            .GroupBy(line => line.WorkedOn)
            .ToDictionary(day => day.Key, day => day.Sum(line => line.Minutes));
        var refusals = new Dictionary<DateOnly, Refusal>();
        foreach (var cell in changed.OrderBy(cell => cell.Before is null).ThenBy(cell => cell.Before is null ? 0 : cell.Gain))
        {
            minutes[cell.Day] = minutes.GetValueOrDefault(cell.Day) + cell.Gain;
            if (cell.Gain > 0 && minutes[cell.Day] > TimeUnits.MinutesInADay)
                refusals.TryAdd(cell.Day, TimeEntryErrors.MoreThan24Hours($"{cell.Field}Quantity", agent.Name, cell.Day));
        }
        if (refusals.Count > 0)
            throw TimeEntryErrors.Together(refusals.Values);
    }

    async Task Change(PlannedCell cell, TimeEntryRow before, CancellationToken ct)
    {
        try
        {
            if (cell.After is null)
                await ledger.Remove(before.Id, before.Version, before.WorkedOn, ct);
            else
                await ledger.Replace(before.Id, before.Version, before.WorkedOn, cell.After, isConfirmed: true, ct);
        }
        catch (Refusal refusal) when (refusal.Errors.Count == 0)
        {
            throw new Refusal(
                refusal.Status,
                refusal.Code,
                refusal.Message,
                new Dictionary<string, string[]> { [$"{cell.Field}Day"] = [refusal.Message] }
            );
        }
    }

    static SavedWeekCell Saved(PlannedCell cell, TimeEntryRow? line, ReferentialData all) =>
        new(
            cell.Axes!.Codes(all).Key,
            cell.Day,
            line?.Id,
            line?.Version,
            line is null ? null : TimeUnits.FromMicros(line.QuantityMicros),
            line?.Unit,
            line?.Minutes ?? 0,
            line?.Note
        );
}
