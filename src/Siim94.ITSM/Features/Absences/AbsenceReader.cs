using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>An absence as its readers see it: those who are not told the kind read that somebody is absent, and nothing else.</summary>
public sealed record AbsenceDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";
    public string? Team { get; init; }

    /// <summary>Code of the kind; null for those who are not told.</summary>
    public string? Kind { get; init; }

    /// <summary>Name of the kind, or that the agent is absent.</summary>
    public string KindName { get; init; } = "";

    public DateOnly From { get; init; }
    public DateOnly To { get; init; }

    /// <summary><c>morning</c> or <c>afternoon</c>.</summary>
    public string FromHalf { get; init; } = "";

    /// <inheritdoc cref="FromHalf"/>
    public string ToHalf { get; init; } = "";

    /// <summary><c>asked</c>, <c>approved</c> or <c>refused</c>.</summary>
    public string Status { get; init; } = "";

    public string? Note { get; init; }
    public DateTime? AskedAt { get; init; }
    public string? AskedBy { get; init; }
    public DateTime? DecidedAt { get; init; }
    public string? DecidedBy { get; init; }

    /// <summary>What whoever decided said.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether the reader may approve or refuse it.</summary>
    public bool IsForReaderToDecide { get; init; }
}

/// <summary>An absence as stored.</summary>
sealed record AbsenceRow
{
    public long Id { get; init; }
    public long AgentId { get; init; }
    public long KindId { get; init; }
    public string KindCode { get; init; } = "";
    public string KindName { get; init; } = "";
    public bool IsPrivate { get; init; }
    public DateOnly StartsOn { get; init; }
    public bool IsFromNoon { get; init; }
    public DateOnly EndsOn { get; init; }
    public bool IsUntilNoon { get; init; }
    public string Status { get; init; } = "";
    public string? Note { get; init; }
    public long? AskedByUserId { get; init; }
    public string? AskedByName { get; init; }
    public DateTime AskedAt { get; init; }
    public long? DecidedByUserId { get; init; }
    public string? DecidedByName { get; init; }
    public DateTime? DecidedAt { get; init; }
    public string? Answer { get; init; }
    public long Version { get; init; }

    public HalfDays Halves => HalfDays.Between(StartsOn, IsFromNoon, EndsOn, IsUntilNoon);
}

/// <summary>Reads absences within the reader's reach.</summary>
sealed class AbsenceReader(Db db, ReferentialCache cache, AbsenceRights rights)
{
    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<AbsenceDetails> Get(long id, CancellationToken ct)
    {
        var (row, _) = await Row(id, ct);
        return DetailsOf(row, await cache.Read(db, ct));
    }

    /// <summary>An absence of which the user is told everything, and its agent.</summary>
    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<(AbsenceRow Row, Agent Agent)> Own(long id, CancellationToken ct)
    {
        var (row, agent) = await Row(id, ct);
        return rights.SeesKinds(await cache.Read(db, ct), agent, row.StartsOn) ? (row, agent) : throw RequestErrors.NotFound();
    }

    async Task<(AbsenceRow Row, Agent Agent)> Row(long id, CancellationToken ct)
    {
        var all = await cache.Read(db, ct);
        return await db.FirstOrDefault<AbsenceRow>(AbsenceSql, new { Id = id }, ct) is { } row && IsSeen(row, all)
            ? (row, all.Agents[row.AgentId])
            : throw RequestErrors.NotFound();
    }

    const string AbsenceSql = $"{SelectAbsencesSql} WHERE a.Id = @Id";

    /// <summary>The columns of <see cref="AbsenceRow"/>; conditions and order follow.</summary>
    public const string SelectAbsencesSql = """
        SELECT a.Id, a.AgentId, a.KindId, k.Code AS KindCode, k.Name AS KindName, k.IsPrivate, a.StartsOn, a.IsFromNoon, a.EndsOn,
               a.IsUntilNoon, a.Status, a.Note, a.AskedByUserId, u.DisplayName AS AskedByName, a.AskedAt, a.DecidedByUserId,
               d.DisplayName AS DecidedByName, a.DecidedAt, a.Answer, a.Version
        FROM Absences a
        JOIN AbsenceKinds k ON k.Id = a.KindId
        LEFT JOIN Users u ON u.Id = a.AskedByUserId
        LEFT JOIN Users d ON d.Id = a.DecidedByUserId
        """;

    /// <summary>Colleagues see who is absent, not what somebody has asked for or was refused.</summary>
    public bool IsSeen(AbsenceRow row, ReferentialData all) =>
        row.Status == AbsenceStatus.Approved || rights.SeesKinds(all, all.Agents[row.AgentId], row.StartsOn);

    /// <summary>Whether the reader is told the kind.</summary>
    public bool SeesKind(AbsenceRow row, ReferentialData all) =>
        !row.IsPrivate || rights.SeesKinds(all, all.Agents[row.AgentId], row.StartsOn);

    public AbsenceDetails DetailsOf(AbsenceRow row, ReferentialData all)
    {
        var agent = all.Agents[row.AgentId];
        var details = new AbsenceDetails
        {
            Id = row.Id,
            Version = row.Version,
            Agent = agent.Code,
            AgentName = agent.Name,
            Team = agent.PostingOn(row.StartsOn) is { } posting ? all.Teams[posting.TeamId].Code : null,
            KindName = Words.Absent,
            From = row.StartsOn,
            To = row.EndsOn,
            FromHalf = row.IsFromNoon ? HalfDays.Afternoon : HalfDays.Morning,
            ToHalf = row.IsUntilNoon ? HalfDays.Morning : HalfDays.Afternoon,
            Status = row.Status,
        };
        if (SeesKind(row, all))
            details = details with { Kind = row.KindCode, KindName = row.KindName };
        if (!rights.SeesKinds(all, agent, row.StartsOn))
            return details;
        return details with
        {
            Note = row.Note,
            AskedAt = row.AskedAt,
            AskedBy = row.AskedByName,
            DecidedAt = row.DecidedAt,
            DecidedBy = row.DecidedByName,
            Answer = row.Answer,
            IsForReaderToDecide = row.Status == AbsenceStatus.Asked && rights.Decides(all, agent, row.StartsOn),
        };
    }
}
