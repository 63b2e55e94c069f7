using System.Text.Json;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>A key figure as stored.</summary>
sealed record KeyFigureRow
{
    public long Id { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string GroupName { get; init; } = "";
    public string Unit { get; init; } = "";
    public string Kind { get; init; } = "";
    public long? DomainId { get; init; }
    public long? DepartmentId { get; init; }
    public string? Grade { get; init; }
    public bool IsMonthly { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public long Version { get; init; }
}

/// <summary>A value as stored.</summary>
sealed record KeyFigureValueRow
{
    public long KeyFigureId { get; init; }
    public int Period { get; init; }
    public long ValueMicros { get; init; }
    public string? Source { get; init; }
    public string? Note { get; init; }
    public long Version { get; init; }

    public decimal Value => ValueMicros / (decimal)WorkDay.MicrosPerUnit;
}

/// <summary>Reads key figures with their values, their gaps and their history.</summary>
sealed class KeyFigureReader(Db db, ReferentialLookup codes, TimeProvider clock)
{
    const string SelectSql = """
        SELECT k.Id, k.Code, k.Name, k.GroupName, k.Unit, k.Kind, k.DomainId, k.DepartmentId, k.Grade, k.IsMonthly, k.ClosedOn, k.Version
        FROM KeyFigures k
        """;

    /// <exception cref="Refusal">There is none.</exception>
    public async Task<KeyFigureRow> Row(string code, CancellationToken ct) => await Find(code, ct) ?? throw RequestErrors.NotFound();

    public Task<KeyFigureRow?> Find(string code, CancellationToken ct) =>
        db.FirstOrDefault<KeyFigureRow>(RowSql, new { Code = KeyText.Of(code) }, ct);

    const string RowSql = $"{SelectSql} WHERE k.Code = @Code";

    /// <summary>All figures as stored, for those who look many of them up.</summary>
    public Task<IReadOnlyList<KeyFigureRow>> Rows(CancellationToken ct) =>
        db.Query<KeyFigureRow>(RowsSql, new { Kind = (string?)null }, ct);

    /// <summary>A value as stored; null where there is a gap.</summary>
    public Task<KeyFigureValueRow?> Value(long figureId, int period, CancellationToken ct) =>
        db.FirstOrDefault<KeyFigureValueRow>(ValueSql, new { KeyFigureId = figureId, Period = period }, ct);

    const string ValueSql = """
        SELECT v.KeyFigureId, v.Period, v.ValueMicros, v.Source, v.Note, v.Version
        FROM KeyFigureValues v
        WHERE v.KeyFigureId = @KeyFigureId AND v.Period = @Period
        """;

    /// <summary>Figures in the order in which they were added to their groups.</summary>
    public async Task<IReadOnlyList<KeyFigureLine>> List(string? kind, int? fromYear, int? toYear, CancellationToken ct)
    {
        var values = (await db.Query<KeyFigureValueRow>(ValuesSql, null, ct)).ToLookup(value => value.KeyFigureId);
        var all = await codes.Referentials(ct);
        return
        [
            .. (await db.Query<KeyFigureRow>(RowsSql, new { Kind = kind }, ct)).Select(row =>
                Line(row, [.. values[row.Id]], all, fromYear, toYear)
            ),
        ];
    }

    const string RowsSql = $"{SelectSql} WHERE (@Kind IS NULL OR k.Kind = @Kind) ORDER BY k.GroupName, k.Id";
    const string ValuesSql =
        "SELECT v.KeyFigureId, v.Period, v.ValueMicros, v.Source, v.Note, v.Version FROM KeyFigureValues v ORDER BY v.Period";

    public async Task<KeyFigureDetails> Details(string code, CancellationToken ct)
    {
        var row = await Row(code, ct);
        var line = Line(row, await db.Query<KeyFigureValueRow>(ValuesOfSql, new { row.Id }, ct), await codes.Referentials(ct), null, null);
        var changes = await db.Query<ChangeRow>(
            ChangesSql + db.Dialect.FirstRows,
            new
            {
                row.Id,
                KeyFigureAction.Set,
                KeyFigureAction.Delete,
                Take = MostChanges,
            },
            ct
        );
        return new(line, [.. changes.Select(change => change.Read())]);
    }

    const int MostChanges = 500;
    const string ValuesOfSql = """
        SELECT v.KeyFigureId, v.Period, v.ValueMicros, v.Source, v.Note, v.Version
        FROM KeyFigureValues v
        WHERE v.KeyFigureId = @Id
        ORDER BY v.Period
        """;

    const string ChangesSql = """
        SELECT a.At, u.DisplayName AS ByName, a.BeforeJson, a.AfterJson
        FROM AuditEntries a
        LEFT JOIN Users u ON u.Id = a.UserId
        WHERE a.Subject = 'key-figure' AND a.SubjectId = @Id AND (a.Action = @Set OR a.Action = @Delete)
        ORDER BY a.Id DESC
        """;

    KeyFigureLine Line(KeyFigureRow row, IReadOnlyList<KeyFigureValueRow> values, ReferentialData all, int? fromYear, int? toYear) =>
        new()
        {
            Id = row.Id,
            Code = row.Code,
            Kind = row.Kind,
            Name = row.Name,
            Group = row.GroupName,
            Unit = row.Unit,
            Domain = all.Domains.CodeOf(row.DomainId),
            Department = all.Departments.CodeOf(row.DepartmentId),
            Grade = row.Grade,
            IsMonthly = row.IsMonthly,
            ClosedOn = row.ClosedOn,
            Version = row.Version,
            Values =
            [
                .. values.Select(value => new KeyFigureValue(
                    KeyFigurePeriod.Text(value.Period),
                    value.Value,
                    value.Source,
                    value.Note,
                    value.Version
                )),
            ],
            Missing = [.. Missing(row, values, fromYear, toYear).Select(KeyFigurePeriod.Text)],
        };

    /// <summary>Periods due and without a value: from the first year with one, unless asked otherwise, to today.</summary>
    IEnumerable<int> Missing(KeyFigureRow row, IReadOnlyList<KeyFigureValueRow> values, int? fromYear, int? toYear)
    {
        var today = Paris.Today(clock);
        var known = values.Select(value => value.Period).ToHashSet();
        var first = fromYear ?? (values.Count > 0 ? values.Min(value => KeyFigurePeriod.YearOf(value.Period)) : today.Year - 1);
        return KeyFigurePeriod
            .Between(first, toYear ?? today.Year, row.IsMonthly)
            .Where(period => !known.Contains(period) && KeyFigurePeriod.IsDue(period, row.IsMonthly, row.ClosedOn, today));
    }

    sealed record ChangeRow
    {
        public DateTime At { get; init; }
        public string? ByName { get; init; }
        public string? BeforeJson { get; init; }
        public string? AfterJson { get; init; }

        public KeyFigureChange Read()
        {
            var (before, after) = (Read(BeforeJson), Read(AfterJson));
            return new(At, ByName ?? CurrentUser.System.DisplayName, (after ?? before)!.Period, before, after);
        }

        static KeyFigureValue? Read(string? json) =>
            json is null ? null : JsonSerializer.Deserialize<KeyFigureValue>(json, JsonSerializerOptions.Web);
    }
}
