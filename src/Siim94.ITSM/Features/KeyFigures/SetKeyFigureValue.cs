using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>
/// Sets a key figure's value for a year (<c>2017</c>) or a month (<c>2017-03</c>), or corrects it: what it was is in the history.
/// Refused once the period is closed, and when the value is not the one that the sender saw.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record SetKeyFigureValue : ICommand<KeyFigureValue>
{
    [JsonIgnore]
    public string Code { get; set; } = "";

    [JsonIgnore]
    public string Period { get; set; } = "";

    /// <summary>Version of the value to correct; null where there is none yet.</summary>
    [JsonIgnore]
    public long? Version { get; set; }

    public decimal? Value { get; set; }

    /// <summary>Where the value comes from: a document, a system, a count.</summary>
    public string? Source { get; set; }

    public string? Note { get; set; }
}

sealed class SetKeyFigureValueValidator : AbstractValidator<SetKeyFigureValue>
{
    public SetKeyFigureValueValidator()
    {
        RuleFor(v => v.Period).Must(period => KeyFigurePeriod.Parse(period) is not null).WithMessage(_ => CommonWords.PeriodShape);
        RuleFor(v => v.Value)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .InclusiveBetween(0, 1_000_000_000_000m)
            .WithMessage(_ => Words.ValueOutOfRange);
        RuleFor(v => v.Source).Line(400);
        RuleFor(v => v.Note).Line(1000);
    }
}

sealed class SetKeyFigureValueHandler(KeyFigureReader reader, KeyFigureWriter writer) : IRequestHandler<SetKeyFigureValue, KeyFigureValue>
{
    public async Task<KeyFigureValue> Handle(SetKeyFigureValue request, CancellationToken ct) =>
        await writer.Set(
            await reader.Row(request.Code, ct),
            request.Period,
            new(request.Value!.Value, request.Source, request.Note),
            request.Version,
            nameof(request.Value),
            ct
        );
}
