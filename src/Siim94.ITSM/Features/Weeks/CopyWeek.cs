using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>
/// Puts the rows of another week, or of a template, into this one, with their amounts if wanted. Only empty cells of days on which work
/// is expected and which may be written are filled; what no longer fits and what is filled, absent, closed, locked or held is left out,
/// and said. Refused where a lock leaves nothing to copy.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record CopyWeek : ICommand<CopiedWeek>
{
    [JsonIgnore]
    public string Agent { get; set; } = "";

    [JsonIgnore]
    public string Week { get; set; } = "";

    /// <summary>The week to copy: <c>2026-W47</c>.</summary>
    public string? From { get; set; }

    /// <summary>Name of one of the agent's templates, in the place of a week.</summary>
    public string? Template { get; set; }

    /// <summary>The amounts too, and not the rows alone.</summary>
    public bool Amounts { get; set; }
}

/// <param name="Rows">Rows that stand in the week now and are of what was copied.</param>
/// <param name="Cells">Cells that were filled.</param>
/// <param name="Skipped">What was left out.</param>
public sealed record CopiedWeek(int Rows, int Cells, IReadOnlyList<SkippedCopy> Skipped);

/// <summary>What was not copied, and why.</summary>
/// <param name="Day">The day of a cell; null for a whole row.</param>
public sealed record SkippedCopy(string Row, DateOnly? Day, string Reason);

sealed class CopyWeekValidator : AbstractValidator<CopyWeek>
{
    public CopyWeekValidator()
    {
        RuleFor(c => c.From).NotEmpty().When(c => string.IsNullOrWhiteSpace(c.Template)).WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(c => c.Template).Empty().When(c => !string.IsNullOrWhiteSpace(c.From)).WithMessage(_ => Words.OneSource);
        RuleFor(c => c.Template).Line(WeekTemplates.LongestName);
    }
}

sealed class CopyWeekHandler(
    WeekAddress address,
    WeekReader reader,
    WeekWriter writer,
    WeekRows rows,
    WeekTemplates templates,
    CalendarReader calendars,
    WriteGuard guard,
    EntryResolver resolver,
    Ledger ledger,
    ReferentialLookup codes
) : IRequestHandler<CopyWeek, CopiedWeek>
{
    public async Task<CopiedWeek> Handle(CopyWeek request, CancellationToken ct)
    {
        var (agent, week) = await address.Find(request.Agent, request.Week, ct);
        var shape = string.IsNullOrWhiteSpace(request.Template)
            ? await reader.Shape(agent, WeekAddress.WeekOf("From", request.From!), ct)
            : await templates.Find(agent.Id, request.Template, ct);
        var all = await codes.Referentials(ct);
        var skipped = new List<SkippedCopy>();
        var cells = request.Amounts ? await Cells(agent, week, shape, all, skipped, ct) : [];
        // Whoever copies at the same time waits here, and then finds these cells filled.
        var planned = await writer.Plan(agent, week, cells, ct);
        var barriers = await guard.Look([agent.Id], week.Monday, week.Sunday, ct);
        var (free, locked) = (new List<PlannedCell>(), new List<Refusal>());
        foreach (var cell in planned)
        {
            var barrier = cell.Errors.Count == 0 ? cell.Against(barriers, agent) : null;
            if (barrier is not null)
                locked.Add(barrier);
            if ((barrier?.Message ?? cell.Errors.FirstOrDefault().Message) is { } reason)
                skipped.Add(new(cell.Axes?.Codes(all).Key ?? "", cell.Day, reason));
            else
                free.Add(cell);
        }
        if (free.Count == 0 && locked.Count > 0)
            throw locked[0];
        var kept = await Keep(agent, week, shape, all, skipped, ct);
        var written = await writer.Write(agent, week, free, ct);
        return new(kept, written.Count, skipped);
    }

    /// <summary>The amounts of the shape for cells that are empty in this one, on days that expect work.</summary>
    async Task<IReadOnlyList<WeekCellChange>> Cells(
        Agent agent,
        Week week,
        WeekShape shape,
        ReferentialData all,
        List<SkippedCopy> skipped,
        CancellationToken ct
    )
    {
        var working = (await calendars.Of([agent], week.Monday, week.Sunday, ct))
            .DaysOf(agent)
            .Where(day => day.ExpectedMinutes > day.AbsentMinutes)
            .Select(day => day.Day)
            .ToHashSet();
        var filled = (await reader.Lines(agent, week, ct)).Select(line => (AxisIds.Of(line), line.WorkedOn)).ToHashSet();
        var cells = new List<WeekCellChange>(shape.Cells.Count);
        foreach (var cell in shape.Cells)
        {
            var (row, day) = (cell.Axes.Codes(all), week.Monday.AddDays(cell.DayNumber));
            if (!working.Contains(day))
                skipped.Add(new(row.Key, day, Words.CopyNotExpected));
            else if (filled.Contains((cell.Axes, day)))
                skipped.Add(new(row.Key, day, Words.CopyFilled));
            else
                cells.Add(
                    new()
                    {
                        Row = row,
                        Day = day,
                        Quantity = cell.Quantity,
                        Unit = cell.Unit,
                    }
                );
        }
        return cells;
    }

    /// <summary>The rows of the shape that may still be used stand in this one.</summary>
    async Task<int> Keep(Agent agent, Week week, WeekShape shape, ReferentialData all, List<SkippedCopy> skipped, CancellationToken ct)
    {
        var kept = 0;
        foreach (var axes in shape.Rows)
        {
            var row = axes.Codes(all);
            try
            {
                var line = await resolver.Resolve(
                    row.Line(agent.Code, agent.FirstDayIn(week)) with
                    {
                        Quantity = 1,
                        Unit = "h",
                    },
                    "",
                    all,
                    ct
                );
                ledger.RowOf(line, all);
                await rows.Keep(agent.Id, week, axes, ct);
                kept++;
            }
            catch (Refusal refusal)
            {
                skipped.Add(new(row.Key, null, refusal.Errors.Values.FirstOrDefault()?[0] ?? refusal.Message));
            }
        }
        return kept;
    }
}
