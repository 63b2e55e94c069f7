using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Timers that run, one a person at most.</summary>
sealed class Timers(Db db, ReferentialLookup codes, CurrentUser user, TimeProvider clock)
{
    /// <summary>Whose timer is meant: the sender's own, unless they say whose.</summary>
    /// <exception cref="Refusal">Nobody's, or somebody's whose time is not the sender's to log.</exception>
    public async Task<Agent> AgentOf(string? agent, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var found = agent is null
            ? all.Agents.FirstOrDefault(own => own.Id == user.AgentId) ?? throw WeekErrors.NoAgent()
            : codes.Get(all.Agents, "Agent", agent, null);
        return user.LogsFor(found, Paris.Today(clock), all) ? found : throw RequestErrors.NotFound();
    }

    public Task<TimerRow?> Find(long agentId, CancellationToken ct) => db.FirstOrDefault<TimerRow>(TimerSql, new { AgentId = agentId }, ct);

    const string TimerSql = """
        SELECT t.StartedAt, t.ActivityId, t.SubActivityId, t.DomainId, t.ApplicationId, t.ProjectId, t.MemberId, t.Note
        FROM Timers t
        WHERE t.AgentId = @AgentId
        """;

    public async Task<TimerDetails> Start(Agent agent, AxisIds axes, string? note, CancellationToken ct)
    {
        var row = new TimerRow
        {
            AgentId = agent.Id,
            StartedAt = clock.GetUtcNow().UtcDateTime,
            Axes = axes,
            Note = note,
        };
        await db.Execute(StartSql, row, ct);
        return await DetailsOf(agent, row, ct);
    }

    const string StartSql = """
        INSERT INTO Timers (AgentId, StartedAt, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId, Note)
        VALUES (@AgentId, @StartedAt, @ActivityId, @SubActivityId, @DomainId, @ApplicationId, @ProjectId, @MemberId, @Note)
        """;

    /// <returns>Whether there was one.</returns>
    public async Task<bool> Drop(long agentId, CancellationToken ct) => await db.Execute(DropSql, new { AgentId = agentId }, ct) > 0;

    const string DropSql = "DELETE FROM Timers WHERE AgentId = @AgentId";

    public async Task<TimerDetails> DetailsOf(Agent agent, TimerRow row, CancellationToken ct) =>
        new()
        {
            Agent = agent.Code,
            Row = row.Axes.Row(await codes.Referentials(ct)),
            StartedAt = row.StartedAt,
            Minutes = MinutesSince(row.StartedAt),
            Note = row.Note,
        };

    /// <summary>Rounded, halves up; never negative, though a clock was put back.</summary>
    public long MinutesSince(DateTime startedAt) =>
        Math.Max(0, (long)Math.Round((clock.GetUtcNow().UtcDateTime - startedAt).TotalMinutes, MidpointRounding.AwayFromZero));
}

/// <summary>A row of Timers.</summary>
sealed record TimerRow : AxisColumns
{
    public long AgentId { get; init; }
    public DateTime StartedAt { get; init; }
    public string? Note { get; init; }
}
