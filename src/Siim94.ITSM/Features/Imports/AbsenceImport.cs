using System.Text.Json;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Absences from a file: each goes through <see cref="AskAbsence"/>, and is approved, as those are that a manager writes.
/// </summary>
sealed class AbsenceImport(
    Db db,
    AbsenceWriter writer,
    AbsenceKinds kinds,
    ReferentialLookup codes,
    IValidator<AskAbsence> validator,
    IMediator mediator,
    Audit audit
) : RequestImport<StagedAbsence>(db, audit)
{
    static readonly HashSet<string> Mornings = ["matin", "m", "am", "morning"];
    static readonly HashSet<string> Afternoons = ["apres midi", "apresmidi", "aprem", "a", "s", "pm", "soir", "afternoon"];

    public override async Task<object?> Check(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        var absence = new AskAbsence
        {
            Agent = AgentOf(row, run, all),
            Kind = await KindOf(row, run, ct),
            From = row.Value("from", FileDates.Day, RowFields.DayNotUnderstood),
            To = row.Value("to", FileDates.Day, RowFields.DayNotUnderstood),
            FromHalf = Half("fromHalf"),
            ToHalf = Half("toHalf"),
            Note = row.Text("note"),
        };
        row.Add((await validator.ValidateAsync(absence, ct)).ToDictionary());
        if (absence.Agent is null && !row.IsWrong("agent"))
            row.Add("agent", row.Text("subject") is null ? CommonWords.FieldMissing : Words.NobodyNamed);
        if (row.HasProblems)
            return null;
        var agent = codes.Get(all.Agents, "Agent", absence.Agent, absence.From);
        await writer.Judge(absence, ct);
        var others = run.AbsencesOf(agent.Id);
        if (others.Exists(other => other.Overlaps(absence.Halves)))
            row.Add("from", Words.AbsenceTwice);
        if (row.HasProblems)
            return null;
        if (!run.IsRepeated)
            others.Add(absence.Halves);
        run.Sums.Add(agent.Name, absence.From!.Value);
        row.Understand("agent", agent.Name);
        row.Understand("kind", (await kinds.Find(absence.Kind, null, ct))!.Name);
        row.Understand("from", $"{absence.From:d}");
        row.Understand("to", $"{absence.LastDay:d}");
        return new
        {
            ImportId = run.Import.Id,
            RowNumber = row.Number,
            RequestJson = JsonSerializer.Serialize(absence),
        };

        string? Half(string field)
        {
            if (row.Text(field) is not { } text)
                return null;
            var folded = Folding.FoldWords(text);
            if (Mornings.Contains(folded))
                return HalfDays.Morning;
            if (Afternoons.Contains(folded))
                return HalfDays.Afternoon;
            row.Add(field, Words.HalfNotUnderstood);
            return null;
        }
    }

    static string? AgentOf(RowFields row, CheckRun run, ReferentialData all) =>
        row.Text("agent") is not null
            ? row.Spelling("agent", all.Agents.Kind, text => all.Agents.Find(text).Count > 0)
            : (EventWords.AgentIn(row.Text("subject"), all.Agents) ?? EventWords.AgentIn(row.Text("attendee"), all.Agents))?.Code
                ?? run.Mapping.Agent;

    /// <summary>Calendars have categories of their own: one that is no kind says nothing where the event has a subject.</summary>
    async Task<string?> KindOf(RowFields row, CheckRun run, CancellationToken ct)
    {
        if (row.Text("subject") is not { } subject)
            return row.Text("kind") ?? run.Mapping.AbsenceKind;
        var (text, known) = (row.Text("kind"), await kinds.All(ct));
        var kind = known.FirstOrDefault(each => each.Code == text) ?? EventWords.KindIn(text, known) ?? EventWords.KindIn(subject, known);
        var code = kind?.Code ?? run.Mapping.AbsenceKind;
        if (code is null)
            row.Add("kind", Words.NoKindNamed);
        return code;
    }

    public override async Task JudgeOthers(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        if (!row.IsWrong("kind"))
            await row.Judge(async () => await kinds.Find(await KindOf(row, run, ct), null, ct));
    }

    public override string InsertStagedSql => InsertStagedAbsenceSql;
    const string InsertStagedAbsenceSql =
        "INSERT INTO StagedAbsences (ImportId, RowNumber, RequestJson) VALUES (@ImportId, @RowNumber, @RequestJson)";

    public override string DeleteStagedSql => DeleteStagedAbsencesSql;
    const string DeleteStagedAbsencesSql =
        "DELETE FROM StagedAbsences WHERE ImportId = @ImportId AND RowNumber BETWEEN @FromRow AND @ToRow";

    public override string StagedRangeSql => StagedAbsencesRangeSql;
    const string StagedAbsencesRangeSql =
        "SELECT MIN(s.RowNumber) AS FirstRow, MAX(s.RowNumber) AS LastRow FROM StagedAbsences s WHERE s.ImportId = @ImportId";

    protected override async Task WriteRow(long importId, StagedAbsence row, CancellationToken ct)
    {
        var added = await mediator.Send(JsonSerializer.Deserialize<AskAbsence>(row.RequestJson)!, ct);
        await Db.Execute(
            SetAbsenceSql,
            new
            {
                ImportId = importId,
                row.RowNumber,
                AbsenceId = added.Id,
            },
            ct
        );
    }

    const string SetAbsenceSql = "UPDATE StagedAbsences SET AbsenceId = @AbsenceId WHERE ImportId = @ImportId AND RowNumber = @RowNumber";

    protected override string StagedSql => StagedAbsencesSql;
    const string StagedAbsencesSql = """
        SELECT s.RowNumber, s.RequestJson, s.AbsenceId
        FROM StagedAbsences s
        WHERE s.ImportId = @ImportId
        ORDER BY s.RowNumber
        """;

    public override async Task RefuseRemoval(ImportRow import, CancellationToken ct)
    {
        await RefuseChanged(import, UntouchedSql, LastChangeSql, ct);
        foreach (var row in await Staged(import, ct))
            await writer.JudgeDelete(row.AbsenceId!.Value, FirstVersion, ct);
    }

    const long FirstVersion = 1;

    const string UntouchedSql = """
        SELECT COUNT(*) FROM StagedAbsences s JOIN Absences a ON a.Id = s.AbsenceId WHERE s.ImportId = @ImportId AND a.Version = 1
        """;

    const string LastChangeSql = """
        SELECT a.At, u.DisplayName AS ByName
        FROM StagedAbsences s
        JOIN AuditEntries a ON a.Subject = 'absence' AND a.SubjectId = s.AbsenceId AND a.Action <> 'add'
        LEFT JOIN Users u ON u.Id = a.UserId
        WHERE s.ImportId = @ImportId
        ORDER BY a.At DESC
        """;

    protected override Task RemoveRow(StagedAbsence row, CancellationToken ct) => writer.Delete(row.AbsenceId!.Value, FirstVersion, ct);
}

/// <summary>A row of StagedAbsences.</summary>
sealed record StagedAbsence
{
    public int RowNumber { get; init; }
    public string RequestJson { get; init; } = "";
    public long? AbsenceId { get; init; }
}
