using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>A value as it is entered.</summary>
sealed record EnteredValue(decimal Value, string? Source, string? Note);

/// <summary>The one place that writes values of key figures: versions, closed periods, history.</summary>
sealed class KeyFigureWriter(Db db, ClosedPeriods closed, Audit audit)
{
    const int MostDecimals = 6,
        StaffDecimals = 2;

    /// <param name="figure">The figure.</param>
    /// <param name="periodText"><c>2017</c> or <c>2017-03</c>.</param>
    /// <param name="entered">The value.</param>
    /// <param name="version">Version of the value that is there; null when there is none.</param>
    /// <param name="field">Field of the request that the value comes from.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <exception cref="Refusal">Another value is there, the period or the figure is closed, or there are too many decimals.</exception>
    public async Task<KeyFigureValue> Set(
        KeyFigureRow figure,
        string periodText,
        EnteredValue entered,
        long? version,
        string field,
        CancellationToken ct
    )
    {
        var period = await Writable(figure, periodText, entered, field, ct);
        var after = new
        {
            Period = periodText,
            entered.Value,
            Source = Trimmed(entered.Source),
            Note = Trimmed(entered.Note),
        };
        var row = new
        {
            KeyFigureId = figure.Id,
            Period = period,
            ValueMicros = (long)(after.Value * WorkDay.MicrosPerUnit),
            after.Source,
            after.Note,
            Version = version,
        };
        if (await db.FirstOrDefault<KeyFigureValueRow>(ValueSql, row, ct) is not { } before)
        {
            if (version is not null)
                throw RequestErrors.ChangedMeanwhile();
            await db.Execute(KeyFigureSql.InsertKeyFigureValueSql, row, ct);
            await audit.Record("key-figure", figure.Id, KeyFigureAction.Set, null, after, ct);
            return new(periodText, after.Value, after.Source, after.Note, 1);
        }
        if (version is null)
            throw KeyFigureErrors.AlreadyThere(periodText, before.Value);
        if (await db.Execute(UpdateValueSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record(
            "key-figure",
            figure.Id,
            KeyFigureAction.Set,
            new
            {
                Period = periodText,
                before.Value,
                before.Source,
                before.Note,
            },
            after,
            ct
        );
        return new(periodText, after.Value, after.Source, after.Note, version.Value + 1);
    }

    const string ValueSql = """
        SELECT v.Period, v.ValueMicros, v.Source, v.Note, v.Version
        FROM KeyFigureValues v
        WHERE v.KeyFigureId = @KeyFigureId AND v.Period = @Period
        """;

    const string UpdateValueSql = """
        UPDATE KeyFigureValues
        SET ValueMicros = @ValueMicros, Source = @Source, Note = @Note, Version = Version + 1
        WHERE KeyFigureId = @KeyFigureId AND Period = @Period AND Version = @Version
        """;

    /// <summary>The period of a value that may be written.</summary>
    /// <exception cref="Refusal">The period or the figure is closed, or there are too many decimals.</exception>
    public async Task<int> Writable(KeyFigureRow figure, string periodText, EnteredValue entered, string field, CancellationToken ct)
    {
        var decimals = figure.Kind == KeyFigureKind.Staff ? StaffDecimals : MostDecimals;
        if (decimal.Round(entered.Value, decimals) != entered.Value)
            throw KeyFigureErrors.TooManyDecimals(field, decimals);
        var period = await Writable(periodText, ct);
        return figure.ClosedOn is { } closedOn && Kernel.Time.Period.Of(period)!.Value.FirstDay >= closedOn
            ? throw KeyFigureErrors.Closed(closedOn)
            : period;
    }

    public async Task Delete(KeyFigureRow figure, string periodText, long version, CancellationToken ct)
    {
        var key = new
        {
            KeyFigureId = figure.Id,
            Period = await Writable(periodText, ct),
            Version = version,
        };
        var before = await db.FirstOrDefault<KeyFigureValueRow>(ValueSql, key, ct) ?? throw RequestErrors.NotFound();
        if (await db.Execute(DeleteValueSql, key, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record(
            "key-figure",
            figure.Id,
            KeyFigureAction.Delete,
            new
            {
                Period = periodText,
                before.Value,
                before.Source,
                before.Note,
            },
            null,
            ct
        );
    }

    const string DeleteValueSql =
        "DELETE FROM KeyFigureValues WHERE KeyFigureId = @KeyFigureId AND Period = @Period AND Version = @Version";

    async Task<int> Writable(string periodText, CancellationToken ct)
    {
        var period = KeyFigurePeriod.Parse(periodText)!.Value;
        await closed.RefuseWritesOf(Kernel.Time.Period.Of(period)!.Value, nameof(SetKeyFigureValue.Period), ct);
        return period;
    }

    static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What the history says was done to a value.</summary>
static class KeyFigureAction
{
    public const string Set = "set-value",
        Delete = "delete-value";
}
