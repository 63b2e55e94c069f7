using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Referentials;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>Adds a key figure: what is counted, in which group and unit.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddKeyFigure : NewReferential
{
    public string? Group { get; set; }
    public string? Unit { get; set; }
}

sealed class AddKeyFigureValidator : NewReferentialValidator<AddKeyFigure>
{
    public AddKeyFigureValidator()
    {
        RuleFor(k => k.Group).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(k => k.Unit).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(40);
    }
}

sealed class AddKeyFigureHandler(ReferentialAdder adder) : IRequestHandler<AddKeyFigure, AddedReferential>
{
    public Task<AddedReferential> Handle(AddKeyFigure request, CancellationToken ct) =>
        adder.Add("key-figure", request, KeyFigureSql.InsertKeyFigureSql, row => new { row.Code, row.Name, GroupName = request.Group!.Trim(), Unit = request.Unit!.Trim() }, ct);
}

/// <summary>Renames a key figure, or closes it from a day on; a blank day opens it again. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record ChangeKeyFigure : ICommand<Unit>
{
    [JsonIgnore] public string Code { get; set; } = "";
    [JsonIgnore] public long Version { get; set; }
    public string? Name { get; set; }
    public DateOnly? ClosedOn { get; set; }
}

sealed class ChangeKeyFigureValidator : AbstractValidator<ChangeKeyFigure>
{
    public ChangeKeyFigureValidator() => RuleFor(k => k.Name).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
}

sealed class ChangeKeyFigureHandler(Db db, ReferentialWriter writer) : IRequestHandler<ChangeKeyFigure, Unit>
{
    public async Task<Unit> Handle(ChangeKeyFigure request, CancellationToken ct)
    {
        var id = await db.FirstOrDefault<long?>(KeyFigureSql, new { request.Code }, ct) ?? throw RequestErrors.NotFound();
        if (await db.Execute(UpdateKeyFigureSql, new { Id = id, request.Version, Name = request.Name!.Trim(), request.ClosedOn }, ct) == 0) throw RequestErrors.ChangedMeanwhile();
        return await writer.Done("key-figure", id, "change", null, new { request.Name, request.ClosedOn }, ct);
    }

    internal const string KeyFigureSql = "SELECT k.Id FROM KeyFigures k WHERE k.Code = @Code";
    const string UpdateKeyFigureSql = "UPDATE KeyFigures SET Name = @Name, ClosedOn = @ClosedOn, Version = Version + 1 WHERE Id = @Id AND Version = @Version";
}

/// <summary>Sets a key figure's value for a year (<c>2017</c>) or a month (<c>2017-03</c>); the one before is in the history. Refused once the period is closed.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record SetKeyFigureValue : ICommand<Unit>
{
    [JsonIgnore] public string Code { get; set; } = "";
    [JsonIgnore] public string Period { get; set; } = "";
    public decimal? Value { get; set; }
    public string? Note { get; set; }
}

sealed class SetKeyFigureValueValidator : AbstractValidator<SetKeyFigureValue>
{
    public SetKeyFigureValueValidator()
    {
        RuleFor(v => v.Period).Must(period => KeyFigurePeriod.Parse(period) is not null).WithMessage(_ => Words.PeriodShape);
        RuleFor(v => v.Value).NotNull().WithMessage(_ => TimeWords.FieldMissing).InclusiveBetween(0, 1_000_000_000_000m).WithMessage(_ => Words.ValueOutOfRange);
        RuleFor(v => v.Note).Line(1000);
    }
}

sealed class SetKeyFigureValueHandler(Db db, ReferentialWriter writer, ClosedPeriods closed) : IRequestHandler<SetKeyFigureValue, Unit>
{
    public async Task<Unit> Handle(SetKeyFigureValue request, CancellationToken ct)
    {
        var id = await db.FirstOrDefault<long?>(ChangeKeyFigureHandler.KeyFigureSql, new { request.Code }, ct) ?? throw RequestErrors.NotFound();
        var row = new { KeyFigureId = id, Period = KeyFigurePeriod.Parse(request.Period)!.Value, ValueMicros = (long)Math.Round(request.Value!.Value * WorkDay.MicrosPerUnit), request.Note };
        await closed.RefuseWritesOf(Closing.Period.Of(row.Period)!.Value, nameof(request.Period), ct);
        var before = await db.FirstOrDefault<long?>(ValueSql, row, ct);
        if (await db.Execute(UpdateValueSql, row, ct) == 0) await db.Execute(KeyFigureSql.InsertKeyFigureValueSql, row, ct);
        return await writer.Done("key-figure", id, "set-value", new { request.Period, ValueMicros = before }, new { request.Period, row.ValueMicros }, ct);
    }

    const string ValueSql = "SELECT v.ValueMicros FROM KeyFigureValues v WHERE v.KeyFigureId = @KeyFigureId AND v.Period = @Period";
    const string UpdateValueSql = "UPDATE KeyFigureValues SET ValueMicros = @ValueMicros, Note = @Note WHERE KeyFigureId = @KeyFigureId AND Period = @Period";
}

/// <summary>Periods of key figures: <c>2017</c> or <c>2017-03</c>, stored as 2017 and 201703.</summary>
static class KeyFigurePeriod
{
    public static int? Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length > 2 || parts[0].Length != 4 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2100) return null;
        if (parts.Length == 1) return year;
        return parts[1].Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 ? year * 100 + month : null;
    }
}
