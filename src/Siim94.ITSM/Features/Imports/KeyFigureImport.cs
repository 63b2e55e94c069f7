using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Values of key figures from a file: each goes through <see cref="SetKeyFigureValue"/>, and is put back as it was when the import is
/// undone.
/// </summary>
sealed partial class KeyFigureImport(
    Db db,
    KeyFigureReader reader,
    KeyFigureWriter writer,
    IValidator<SetKeyFigureValue> validator,
    IMediator mediator,
    ClosedPeriods closed,
    Audit audit
) : RequestImport<StagedKeyFigure>(db, audit)
{
    public const string Referential = "key-figure";

    public override async Task<object?> Check(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        run.KeyFigures ??= [.. await reader.Rows(ct)];
        var text = row.Spelling("keyFigure", Referential, spelling => Find(run.KeyFigures, spelling).Count == 1);
        var figure = text is null ? null : Find(run.KeyFigures, text)[0];
        var request = new SetKeyFigureValue
        {
            Code = figure?.Code ?? "",
            Period = PeriodOf(row.Cell("period"), figure?.IsMonthly ?? false) ?? "",
            Value = ValueOf(row, figure?.Unit),
            Source = row.Text("source"),
            Note = row.Text("note"),
        };
        row.Add((await validator.ValidateAsync(request, ct)).ToDictionary());
        if (figure is null && !row.IsWrong("keyFigure"))
            row.Add("keyFigure", CommonWords.FieldMissing);
        if (row.HasProblems)
            return null;

        var period = await writer.Writable(figure!, request.Period, new(request.Value!.Value, request.Source, request.Note), "Value", ct);
        if (run.Periods.Contains((figure!.Id, period)))
        {
            row.Add("period", Words.TwiceInFile);
            return null;
        }
        var before = await reader.Value(figure.Id, period, ct);
        if (before is not null && !run.Mapping.Confirm)
        {
            row.Add("period", string.Format(Words.ValueThere, KeyFigurePeriod.Label(request.Period), before.Value));
            return null;
        }
        run.Periods.Add((figure.Id, period));
        run.Sums.AddValue(figure.Name, request.Period, request.Value!.Value);
        row.Understand("keyFigure", figure.Name);
        row.Understand("period", request.Period);
        row.Understand("value", $"{request.Value:#,##0.######} {figure.Unit}");
        return new
        {
            ImportId = run.Import.Id,
            RowNumber = row.Number,
            KeyFigureId = figure.Id,
            Period = period,
            RequestJson = new StagedValue(
                figure.Code,
                request.Period,
                before?.Version,
                request.Value.Value,
                request.Source,
                request.Note
            ).ToJson(),
            BeforeJson = before is null
                ? null
                : new StagedValue(figure.Code, request.Period, before.Version, before.Value, before.Source, before.Note).ToJson(),
        };
    }

    static List<KeyFigureRow> Find(IReadOnlyList<KeyFigureRow> figures, string text)
    {
        var folded = Folding.Fold(text);
        return figures.FirstOrDefault(figure => Folding.Fold(figure.Code) == folded) is { } byCode
            ? [byCode]
            : [.. figures.Where(figure => Folding.Fold(figure.Name) == folded)];
    }

    /// <summary>A number, with or without the unit of its figure; a percentage where the figure is one.</summary>
    static decimal? ValueOf(RowFields row, string? unit)
    {
        if (row.Filled("value") is { IsPercent: true, IsFilledDown: false, Number: { } percentage } && IsUnit("%", unit))
            return percentage;
        if (row.Counted("value") is not { } cell)
            return null;
        if (cell.Number is { } number)
            return number;
        if (Amount().Match(cell.Text.Trim()) is not { Success: true } amount)
        {
            row.Add("value", Words.NumberNotUnderstood);
            return null;
        }
        var stated = amount.Groups["before"].Value.Trim() is { Length: > 0 } before ? before : amount.Groups["after"].Value.Trim();
        if (stated.Length == 0 || IsUnit(stated, unit))
            return row.NumberOf("value", amount.Groups["number"].Value, Words.NumberNotUnderstood);
        row.Add("value", stated == "%" ? Words.PercentNotUnderstood : string.Format(Words.OtherUnit, stated, unit));
        return null;
    }

    [GeneratedRegex(
        """
            ^(?<before>[^0-9.,()+\-\u2212]*)
            (?<number>[(+\-\u2212]?\s*[0-9.,](?:[0-9.,\s'’]*[0-9])?\s*(?:\)|-(?=\s*$))?)
            (?<after>[^0-9]*)$
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Amount();

    // Signs have no letters to compare.
    static readonly string[][] SameUnits =
    [
        ["€", "eur", "euro", "euros"],
        ["%", "pourcent", "percent", "pourcentage"],
        ["$", "usd"],
        ["£", "gbp"],
    ];

    static bool IsUnit(string stated, string? unit)
    {
        var (one, other) = (Sign(stated), Sign(unit ?? ""));
        return unit is null || one == other || one.TrimEnd('s') == other.TrimEnd('s');

        static string Sign(string text)
        {
            var folded = Folding.Fold(text) is { Length: > 0 } letters ? letters : text.Trim();
            return SameUnits.FirstOrDefault(same => same.Contains(folded))?[0] ?? folded;
        }
    }

    public override async Task JudgeOthers(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        if (
            row.Text("keyFigure") is { } text
            && Find(run.KeyFigures!, run.Chosen(Referential, text)) is [var figure]
            && PeriodOf(row.Cell("period"), figure.IsMonthly) is { } period
            && KeyFigurePeriod.Parse(period) is not null
        )
            await row.Judge(() => writer.Writable(figure, period, new(0, null, null), "Period", ct));
    }

    /// <summary>A year, a month (<c>2017-03</c>, <c>03/2017</c>), or a day of either.</summary>
    static string? PeriodOf(FileCell cell, bool isMonthly)
    {
        var text = cell.Text.Trim();
        if (KeyFigurePeriod.Parse(text) is not null)
            return text;
        if (FileDates.MonthOf(text) is { } month)
            return month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return FileDates.Instant(cell)?.ToString(isMonthly ? "yyyy-MM" : "yyyy", CultureInfo.InvariantCulture);
    }

    public override string InsertStagedSql => InsertStagedValueSql;
    const string InsertStagedValueSql = """
        INSERT INTO StagedKeyFigureValues (ImportId, RowNumber, KeyFigureId, Period, RequestJson, BeforeJson)
        VALUES (@ImportId, @RowNumber, @KeyFigureId, @Period, @RequestJson, @BeforeJson)
        """;

    public override string DeleteStagedSql => DeleteStagedValuesSql;
    const string DeleteStagedValuesSql =
        "DELETE FROM StagedKeyFigureValues WHERE ImportId = @ImportId AND RowNumber BETWEEN @FromRow AND @ToRow";

    public override string StagedRangeSql => StagedValuesRangeSql;
    const string StagedValuesRangeSql =
        "SELECT MIN(s.RowNumber) AS FirstRow, MAX(s.RowNumber) AS LastRow FROM StagedKeyFigureValues s WHERE s.ImportId = @ImportId";

    protected override async Task WriteRow(long importId, StagedKeyFigure row, CancellationToken ct)
    {
        var written = await mediator.Send(StagedValue.Parse(row.RequestJson)!.Request(), ct);
        await Db.Execute(
            SetAfterSql,
            new
            {
                ImportId = importId,
                row.RowNumber,
                AfterJson = new StagedValue(
                    row.Code,
                    written.Period,
                    written.Version,
                    written.Value,
                    written.Source,
                    written.Note
                ).ToJson(),
            },
            ct
        );
    }

    const string SetAfterSql =
        "UPDATE StagedKeyFigureValues SET AfterJson = @AfterJson WHERE ImportId = @ImportId AND RowNumber = @RowNumber";

    protected override string StagedSql => StagedKeyFiguresSql;
    const string StagedKeyFiguresSql = """
        SELECT s.RowNumber, s.KeyFigureId, s.Period, k.Code, s.RequestJson, s.BeforeJson, s.AfterJson, v.Version AS CurrentVersion
        FROM StagedKeyFigureValues s
        JOIN KeyFigures k ON k.Id = s.KeyFigureId
        LEFT JOIN KeyFigureValues v ON v.KeyFigureId = s.KeyFigureId AND v.Period = s.Period
        WHERE s.ImportId = @ImportId
        ORDER BY s.RowNumber
        """;

    public override async Task RefuseRemoval(ImportRow import, CancellationToken ct)
    {
        var rows = await Staged(import, ct);
        var changed = rows.Where(row => row.CurrentVersion != StagedValue.Parse(row.AfterJson)!.Version).ToList();
        if (changed.Count > 0)
        {
            var last = await Db.FirstOrDefault<LastChange>(
                LastChangeSql + Db.Dialect.FirstRows,
                new { changed[0].KeyFigureId, Take = 1 },
                ct
            );
            throw ImportErrors.ChangedSince(changed.Count, last?.ByName ?? CurrentUser.System.DisplayName, last?.At);
        }
        foreach (var period in rows.Select(row => row.Period).Distinct())
            await closed.RefuseWritesOf(Kernel.Time.Period.Of(period)!.Value, "", ct);
    }

    const string LastChangeSql = """
        SELECT a.At, u.DisplayName AS ByName
        FROM AuditEntries a
        LEFT JOIN Users u ON u.Id = a.UserId
        WHERE a.Subject = 'key-figure' AND a.SubjectId = @KeyFigureId
        ORDER BY a.Id DESC
        """;

    protected override async Task RemoveRow(StagedKeyFigure row, CancellationToken ct)
    {
        var after = StagedValue.Parse(row.AfterJson)!;
        if (StagedValue.Parse(row.BeforeJson) is { } before)
            await mediator.Send((before with { Version = after.Version }).Request(), ct);
        else
            await mediator.Send(new DeleteKeyFigureValue(row.Code, after.Period, after.Version!.Value), ct);
    }

    /// <summary>A value before, to be written, or as written.</summary>
    sealed record StagedValue(string Code, string Period, long? Version, decimal Value, string? Source, string? Note)
    {
        public static StagedValue? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<StagedValue>(json);

        public string ToJson() => JsonSerializer.Serialize(this);

        public SetKeyFigureValue Request() =>
            new()
            {
                Code = Code,
                Period = Period,
                Version = Version,
                Value = Value,
                Source = Source,
                Note = Note,
            };
    }
}

/// <summary>A row of StagedKeyFigureValues, with the version that its value has now.</summary>
sealed record StagedKeyFigure
{
    public int RowNumber { get; init; }
    public long KeyFigureId { get; init; }
    public int Period { get; init; }
    public string Code { get; init; } = "";
    public string RequestJson { get; init; } = "";
    public string? BeforeJson { get; init; }
    public string? AfterJson { get; init; }
    public long? CurrentVersion { get; init; }
}
