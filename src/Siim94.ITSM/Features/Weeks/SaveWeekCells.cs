using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>
/// Writes up to 200 cells of somebody's week, all or none. Refused cell by cell: what does not fit its row, what several lines or another
/// feature wrote, and (412) what somebody else has changed meanwhile.
/// </summary>
/// <remarks>A cell that holds already what is sent is left alone, whatever its version: the same call may come twice.</remarks>
[Requires(Permission.LogTime)]
public sealed record SaveWeekCells : ICommand<SavedWeekCells>
{
    public const int MaximumSize = 200;

    [JsonIgnore]
    public string Agent { get; set; } = "";

    [JsonIgnore]
    public string Week { get; set; } = "";

    public List<WeekCellChange> Cells { get; set; } = [];
}

/// <summary>What a cell is to hold.</summary>
public sealed record WeekCellChange
{
    /// <summary>The row: its key, or an object of its axes.</summary>
    public WeekRowAxes? Row { get; set; }

    public DateOnly? Day { get; set; }

    /// <summary>Null or empty takes away what is there.</summary>
    [JsonConverter(typeof(BlankNumberJson))]
    public decimal? Quantity { get; set; }

    /// <summary><c>d</c> days, <c>h</c> hours or <c>min</c> minutes; days without it.</summary>
    public string? Unit { get; set; }

    /// <summary>Null keeps the note that is there, an empty one takes it away.</summary>
    public string? Note { get; set; }

    /// <summary>Version of the line that is changed; null where the cell was empty.</summary>
    public long? Version { get; set; }
}

/// <summary>A number that may be left blank: <c>null</c> or <c>""</c>.</summary>
sealed class BlankNumberJson : JsonConverter<decimal?>
{
    public override bool HandleNull => true;

    public override decimal? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => reader.GetDecimal(),
            JsonTokenType.String when string.IsNullOrWhiteSpace(reader.GetString()) => null,
            _ => throw new JsonException(),
        };

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options)
    {
        if (value is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }
}

/// <summary>What the cells hold now, in the order in which they were sent.</summary>
public sealed record SavedWeekCells(IReadOnlyList<SavedWeekCell> Cells);

/// <param name="Id">The line; null in a cell that is empty now.</param>
public sealed record SavedWeekCell(
    string Row,
    DateOnly Day,
    long? Id,
    long? Version,
    decimal? Quantity,
    string? Unit,
    long Minutes,
    string? Note
);

sealed class SaveWeekCellsValidator : AbstractValidator<SaveWeekCells>
{
    public SaveWeekCellsValidator()
    {
        RuleFor(s => s.Cells).Must(cells => cells is { Count: >= 1 and <= SaveWeekCells.MaximumSize }).WithMessage(_ => Words.CellCount);
        RuleForEach(s => s.Cells)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .SetValidator(new WeekCellChangeValidator())
            .When(s => s.Cells is { Count: <= SaveWeekCells.MaximumSize });
    }
}

sealed class WeekCellChangeValidator : AbstractValidator<WeekCellChange>
{
    public WeekCellChangeValidator()
    {
        RuleFor(c => c.Row).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(c => c.Row!).SetValidator(new WeekRowAxesValidator()).When(c => c.Row is not null);
        RuleFor(c => c.Day).NotNull().WithMessage(_ => CommonWords.DayMissing);
        When(
            c => c.Quantity is not null,
            () =>
            {
                RuleFor(c => c.Quantity).Quantity();
                RuleFor(c => c.Unit).Unit().When(c => c.Unit is not null);
            }
        );
        RuleFor(c => c.Note).Paragraphs(LedgerLine.LongestNote);
    }
}

sealed class SaveWeekCellsHandler(WeekAddress address, WeekWriter writer, WriteGuard guard) : IRequestHandler<SaveWeekCells, SavedWeekCells>
{
    public async Task<SavedWeekCells> Handle(SaveWeekCells request, CancellationToken ct)
    {
        var (agent, week) = await address.Find(request.Agent, request.Week, ct);
        var planned = await writer.Plan(agent, week, request.Cells, ct);
        await RefuseMisfits(agent, week, planned, ct);
        return new(await writer.Write(agent, week, planned, ct));
    }

    async Task RefuseMisfits(Agent agent, Week week, IReadOnlyList<PlannedCell> planned, CancellationToken ct)
    {
        var errors = planned
            .SelectMany(cell => cell.Errors)
            .GroupBy(error => error.Field, error => error.Message)
            .ToDictionary(field => field.Key, field => field.ToArray());
        if (errors.Count == 0)
            return;
        if (!planned.All(cell => cell.Errors.Count == 0 || cell.IsChangedMeanwhile))
            throw WeekErrors.CellsDoNotFit(errors);
        // Whoever may not write there at all is not told to look at it again.
        var barriers = await guard.Look([agent.Id], week.Monday, week.Sunday, ct);
        foreach (var cell in planned.Where(cell => !cell.IsUnchanged).OrderBy(cell => cell.Day))
            if (cell.Against(barriers, agent, $"{cell.Field}Day") is { } refusal)
                throw refusal;
        throw WeekErrors.CellsChanged(errors);
    }
}
