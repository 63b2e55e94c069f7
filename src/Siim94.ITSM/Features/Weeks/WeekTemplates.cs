using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>A week's shape that somebody keeps under a name.</summary>
/// <param name="Name">As they wrote it.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Cells">How many amounts; 0 when it is rows alone.</param>
public sealed record WeekTemplate(string Name, int Rows, int Cells);

/// <summary>The templates of an agent; who may see them is judged before.</summary>
sealed class WeekTemplates(Db db)
{
    public const int LongestName = 100;

    public async Task<IReadOnlyList<WeekTemplate>> Of(long agentId, CancellationToken ct)
    {
        var templates = await db.Query<TemplateRow>(TemplatesSql, new { AgentId = agentId }, ct);
        var lines = (await db.Query<TemplateLine>(LinesOfAgentSql, new { AgentId = agentId }, ct)).ToLookup(line => line.TemplateId);
        return [.. templates.Select(template => Counted(template.Name, ShapeOf([.. lines[template.Id]])))];
    }

    public static WeekTemplate Counted(string name, WeekShape shape) => new(name, shape.Rows.Count, shape.Cells.Count);

    const string TemplatesSql = "SELECT t.Id, t.Name FROM WeekTemplates t WHERE t.AgentId = @AgentId ORDER BY t.NameKey";

    const string SelectLinesSql = """
        SELECT l.TemplateId, l.ActivityId, l.SubActivityId, l.DomainId, l.ApplicationId, l.ProjectId, l.MemberId, l.DayNumber,
               l.QuantityMicros, l.Unit
        FROM WeekTemplateLines l
        """;

    const string LinesOfAgentSql = $"{SelectLinesSql} JOIN WeekTemplates t ON t.Id = l.TemplateId WHERE t.AgentId = @AgentId ORDER BY l.Id";

    /// <exception cref="Refusal">The agent has no template of that name.</exception>
    public async Task<WeekShape> Find(long agentId, string name, CancellationToken ct)
    {
        if (await IdOf(agentId, name, ct) is { } id)
            return ShapeOf(await db.Query<TemplateLine>(LinesSql, new { TemplateId = id }, ct));
        var known = (await db.Query<TemplateRow>(TemplatesSql, new { AgentId = agentId }, ct)).Select(row => row.Name);
        throw ReferentialErrors.Unknown("Template", name, KnownCode.Near(name, known.Select(each => new KnownCode(each, each))));
    }

    const string LinesSql = $"{SelectLinesSql} WHERE l.TemplateId = @TemplateId ORDER BY l.Id";

    async Task<long?> IdOf(long agentId, string name, CancellationToken ct) =>
        await db.FirstOrDefault<long?>(IdSql, new { AgentId = agentId, NameKey = Folding.FoldWords(name) }, ct);

    const string IdSql = "SELECT t.Id FROM WeekTemplates t WHERE t.AgentId = @AgentId AND t.NameKey = @NameKey";

    /// <summary>Keeps a shape under a name, in the place of what was there.</summary>
    /// <remarks>Whoever else writes for the agent waits: the caller has taken their lock.</remarks>
    public async Task Save(long agentId, string name, WeekShape shape, CancellationToken ct)
    {
        await Delete(agentId, name, ct);
        var template = new
        {
            AgentId = agentId,
            Name = name,
            NameKey = Folding.FoldWords(name),
        };
        var id = await db.Insert(InsertTemplateSql, template, ct);
        var filled = shape.Cells.Select(cell => cell.Axes).ToHashSet();
        await db.InsertAll(
            InsertLineSql,
            [
                .. shape.Cells.Select(cell => LineOf(id, cell.Axes, cell)),
                .. shape.Rows.Where(axes => !filled.Contains(axes)).Select(axes => LineOf(id, axes, null)),
            ],
            ct
        );
    }

    const string InsertTemplateSql = "INSERT INTO WeekTemplates (AgentId, Name, NameKey) VALUES (@AgentId, @Name, @NameKey)";

    const string InsertLineSql = """
        INSERT INTO WeekTemplateLines (TemplateId, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId, DayNumber,
            QuantityMicros, Unit)
        VALUES (@TemplateId, @ActivityId, @SubActivityId, @DomainId, @ApplicationId, @ProjectId, @MemberId, @DayNumber,
            @QuantityMicros, @Unit)
        """;

    static TemplateLine LineOf(long templateId, AxisIds axes, ShapeCell? cell) =>
        new()
        {
            TemplateId = templateId,
            Axes = axes,
            DayNumber = cell?.DayNumber,
            QuantityMicros = cell?.QuantityMicros,
            Unit = cell?.Unit,
        };

    /// <returns>Whether there was one of that name.</returns>
    public async Task<bool> Delete(long agentId, string name, CancellationToken ct)
    {
        if (await IdOf(agentId, name, ct) is not { } id)
            return false;
        await db.Execute(DeleteLinesSql, new { TemplateId = id }, ct);
        await db.Execute(DeleteTemplateSql, new { Id = id }, ct);
        return true;
    }

    const string DeleteLinesSql = "DELETE FROM WeekTemplateLines WHERE TemplateId = @TemplateId";
    const string DeleteTemplateSql = "DELETE FROM WeekTemplates WHERE Id = @Id";

    static WeekShape ShapeOf(IReadOnlyList<TemplateLine> lines) =>
        new(
            [.. lines.Select(line => line.Axes).Distinct()],
            [
                .. lines
                    .Where(line => line.DayNumber is not null)
                    .Select(line => new ShapeCell(line.Axes, line.DayNumber!.Value, line.QuantityMicros!.Value, line.Unit!)),
            ]
        );

    sealed record TemplateRow
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
    }

    sealed record TemplateLine : AxisColumns
    {
        public long TemplateId { get; init; }
        public int? DayNumber { get; init; }
        public long? QuantityMicros { get; init; }
        public string? Unit { get; init; }
    }
}
