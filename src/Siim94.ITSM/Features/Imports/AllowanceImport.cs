using System.Text.Json;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>What agents may take of each kind of absence in a year, from a file: in the place of what was set before.</summary>
sealed class AllowanceImport(
    Db db,
    AbsenceKinds kinds,
    ReferentialLookup codes,
    IValidator<SetAbsenceAllowance> validator,
    IMediator mediator,
    Audit audit
) : RequestImport<StagedAllowance>(db, audit)
{
    public override async Task<object?> Check(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        var allowance = new SetAbsenceAllowance
        {
            Agent = row.Spelling("agent", all.Agents.Kind, text => all.Agents.Find(text).Count > 0),
            Kind = row.Text("kind"),
            Year = Number("year", Words.YearNotUnderstood) is { } year && year == decimal.Truncate(year) ? (int)year : null,
            Allowance = Number("allowance", Words.NumberNotUnderstood),
        };
        row.Add((await validator.ValidateAsync(allowance, ct)).ToDictionary());
        if (row.HasProblems)
            return null;
        var agent = codes.Get(all.Agents, "Agent", allowance.Agent, null);
        var kind = (await kinds.Find(allowance.Kind, null, ct))!;
        if (!run.Allowances.Add((agent.Id, kind.Id, allowance.Year!.Value)) && !run.IsRepeated)
            row.Add("agent", Words.AllowanceTwice);
        if (row.HasProblems)
            return null;
        run.Sums.Add(agent.Name, new(allowance.Year.Value, 1, 1));
        row.Understand("agent", agent.Name);
        row.Understand("kind", kind.Name);
        return new
        {
            ImportId = run.Import.Id,
            RowNumber = row.Number,
            RequestJson = JsonSerializer.Serialize(allowance),
        };

        decimal? Number(string field, string otherwise)
        {
            if (row.Counted(field) is not { } cell)
                return null;
            var number = cell.Number ?? row.NumberOf(field, cell.Text.Trim(), otherwise);
            row.Understand(field, $"{number}");
            return number;
        }
    }

    public override async Task JudgeOthers(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        if (!row.IsWrong("kind"))
            await row.Judge(() => kinds.Find(row.Text("kind"), null, ct));
    }

    public override string InsertStagedSql => InsertStagedAllowanceSql;
    const string InsertStagedAllowanceSql =
        "INSERT INTO StagedAllowances (ImportId, RowNumber, RequestJson) VALUES (@ImportId, @RowNumber, @RequestJson)";

    public override string DeleteStagedSql => DeleteStagedAllowancesSql;
    const string DeleteStagedAllowancesSql =
        "DELETE FROM StagedAllowances WHERE ImportId = @ImportId AND RowNumber BETWEEN @FromRow AND @ToRow";

    public override string StagedRangeSql => StagedAllowancesRangeSql;
    const string StagedAllowancesRangeSql =
        "SELECT MIN(s.RowNumber) AS FirstRow, MAX(s.RowNumber) AS LastRow FROM StagedAllowances s WHERE s.ImportId = @ImportId";

    protected override async Task WriteRow(long importId, StagedAllowance row, CancellationToken ct)
    {
        var request = row.Request;
        var before = await Place(request, ct);
        await mediator.Send(request, ct);
        var after = (await Place(request, ct))!;
        await Db.Execute(
            SetWrittenSql,
            new
            {
                ImportId = importId,
                row.RowNumber,
                HalfDaysBefore = before?.HalfDays,
                AllowanceId = after.Id,
                VersionAfter = after.Version,
            },
            ct
        );
    }

    async Task<AllowanceRow?> Place(SetAbsenceAllowance request, CancellationToken ct)
    {
        var place = new
        {
            AgentId = codes.Get((await codes.Referentials(ct)).Agents, "Agent", request.Agent, null).Id,
            KindId = (await kinds.Find(request.Kind, null, ct))!.Id,
            request.Year,
        };
        return await Db.FirstOrDefault<AllowanceRow>(AllowanceSql, place, ct);
    }

    const string AllowanceSql = """
        SELECT a.Id, a.HalfDays, a.Version
        FROM AbsenceAllowances a
        WHERE a.AgentId = @AgentId AND a.KindId = @KindId AND a.Year = @Year
        """;

    const string SetWrittenSql = """
        UPDATE StagedAllowances
        SET HalfDaysBefore = @HalfDaysBefore, AllowanceId = @AllowanceId, VersionAfter = @VersionAfter
        WHERE ImportId = @ImportId AND RowNumber = @RowNumber
        """;

    protected override string StagedSql => StagedAllowancesSql;
    const string StagedAllowancesSql = """
        SELECT s.RowNumber, s.RequestJson, s.HalfDaysBefore
        FROM StagedAllowances s
        WHERE s.ImportId = @ImportId
        ORDER BY s.RowNumber
        """;

    public override Task RefuseRemoval(ImportRow import, CancellationToken ct) => RefuseChanged(import, UntouchedSql, LastChangeSql, ct);

    const string UntouchedSql = """
        SELECT COUNT(*)
        FROM StagedAllowances s
        JOIN AbsenceAllowances a ON a.Id = s.AllowanceId AND a.Version = s.VersionAfter
        WHERE s.ImportId = @ImportId
        """;

    const string LastChangeSql = """
        SELECT e.At, u.DisplayName AS ByName
        FROM StagedAllowances s
        JOIN AbsenceAllowances a ON a.Id = s.AllowanceId AND a.Version <> s.VersionAfter
        JOIN AuditEntries e ON e.Subject = 'absence-allowance' AND e.SubjectId = a.AgentId
        LEFT JOIN Users u ON u.Id = e.UserId
        WHERE s.ImportId = @ImportId
        ORDER BY e.At DESC
        """;

    protected override async Task RemoveRow(StagedAllowance row, CancellationToken ct)
    {
        if (row.HalfDaysBefore is { } halves)
            await mediator.Send(row.Request with { Allowance = halves / 2m }, ct);
        else
            await mediator.Send(new DeleteAbsenceAllowance(row.Request.Agent!, row.Request.Kind!, row.Request.Year!.Value), ct);
    }

    sealed record AllowanceRow
    {
        public long Id { get; init; }
        public int HalfDays { get; init; }
        public long Version { get; init; }
    }
}

/// <summary>A row of StagedAllowances.</summary>
sealed record StagedAllowance
{
    public int RowNumber { get; init; }
    public string RequestJson { get; init; } = "";
    public int? HalfDaysBefore { get; init; }

    public SetAbsenceAllowance Request => JsonSerializer.Deserialize<SetAbsenceAllowance>(RequestJson)!;
}
