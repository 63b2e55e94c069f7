using System.Globalization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// What was written into days that a lock covers, within its grace or by those who may, newest first, by page: one's own, those of teams
/// that one leads, or all.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record ListLateEntries : IQuery<Page<LateEntry>>
{
    /// <summary>First day worked.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day worked.</summary>
    public DateOnly? To { get; init; }

    /// <summary>When it was written: from that instant on, and before the other.</summary>
    public DateTimeOffset? WrittenFrom { get; init; }

    /// <inheritdoc cref="WrittenFrom"/>
    public DateTimeOffset? WrittenUntil { get; init; }

    public string? Team { get; init; }
    public string? Agent { get; init; }

    /// <summary><c>next</c> of the page before.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>A day of an agent before and after somebody wrote into it late.</summary>
public sealed record LateEntry
{
    public long Id { get; init; }
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";
    public string Team { get; init; } = "";
    public DateOnly Day { get; init; }

    /// <summary>Days of work that it held before, and holds since; alike where only what they were for has changed.</summary>
    public decimal DaysBefore { get; init; }

    /// <inheritdoc cref="DaysBefore"/>
    public decimal DaysAfter { get; init; }

    public DateTime WrittenAt { get; init; }
    public string WrittenByName { get; init; } = "";

    /// <summary>The last day of the lock, and the first day on which it held.</summary>
    public DateOnly LockedUntil { get; init; }

    /// <inheritdoc cref="LockedUntil"/>
    public DateOnly LocksOn { get; init; }

    /// <summary>Written within the grace of the lock; otherwise by somebody who may write past it.</summary>
    public bool IsWithinGrace { get; init; }
}

sealed class ListLateEntriesValidator : AbstractValidator<ListLateEntries>
{
    public ListLateEntriesValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<LateEntry>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.After)
            .Must(after => after is null || long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .WithMessage(_ => CommonWords.AfterInvalid);
        RuleFor(l => l.To)
            .Must((list, to) => list.From is null || to is null || list.From <= to)
            .WithMessage(_ => CommonWords.PeriodReversed);
    }
}

sealed class ListLateEntriesHandler(Db db, ReferentialLookup codes, CurrentUser user) : IRequestHandler<ListLateEntries, Page<LateEntry>>
{
    public async Task<Page<LateEntry>> Handle(ListLateEntries request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var limit = Paging.LimitOf(request.Limit);
        var rows = await db.Query<LateRow>(
            LateEntriesSql + db.Dialect.FirstRows,
            new
            {
                From = request.From ?? DateOnly.MinValue,
                To = request.To ?? DateOnly.MaxValue,
                WrittenFrom = request.WrittenFrom?.UtcDateTime ?? Earliest,
                WrittenUntil = request.WrittenUntil?.UtcDateTime ?? Latest,
                TeamId = codes.Find(all.Teams, "Team", request.Team, null)?.Id,
                AgentId = codes.Find(all.Agents, "Agent", request.Agent, null)?.Id,
                SeesAll = user.Can(Permission.ApproveTime),
                OwnAgentId = user.AgentId,
                LedTeamIds = all.Teams.Where(team => team.IsLedBy(user.AgentId)).Select(team => team.Id).ToList(),
                After = request.After is null ? long.MaxValue : long.Parse(request.After, CultureInfo.InvariantCulture),
                Take = limit + 1,
            },
            ct
        );
        return Page<LateEntry>.Of([.. rows.Select(row => DetailsOf(row, all))], limit, late => $"{late.Id}");
    }

    static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        Latest = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    const string LateEntriesSql = """
        SELECT e.Id, e.AgentId, e.TeamId, e.WorkedOn, e.MicroDaysBefore, e.MicroDaysAfter, e.WrittenAt, u.DisplayName AS ByName, l.LastOn,
               l.GraceDays
        FROM LateEntries e
        JOIN DayLocks l ON l.Id = e.DayLockId
        LEFT JOIN Users u ON u.Id = e.WrittenByUserId
        WHERE e.WorkedOn BETWEEN @From AND @To AND e.WrittenAt >= @WrittenFrom AND e.WrittenAt < @WrittenUntil
            AND (@TeamId IS NULL OR e.TeamId = @TeamId) AND (@AgentId IS NULL OR e.AgentId = @AgentId)
            AND (@SeesAll = 1 OR e.AgentId = @OwnAgentId OR e.TeamId IN @LedTeamIds) AND e.Id < @After
        ORDER BY e.Id DESC
        """;

    static LateEntry DetailsOf(LateRow row, ReferentialData all)
    {
        var locksOn = row.LastOn.AddDays(row.GraceDays + 1);
        return new()
        {
            Id = row.Id,
            Agent = all.Agents[row.AgentId].Code,
            AgentName = all.Agents[row.AgentId].Name,
            Team = all.Teams[row.TeamId].Code,
            Day = row.WorkedOn,
            DaysBefore = TimeUnits.FromMicros(row.MicroDaysBefore),
            DaysAfter = TimeUnits.FromMicros(row.MicroDaysAfter),
            WrittenAt = row.WrittenAt,
            WrittenByName = row.ByName ?? CurrentUser.System.DisplayName,
            LockedUntil = row.LastOn,
            LocksOn = locksOn,
            IsWithinGrace = Paris.DayOf(row.WrittenAt) < locksOn,
        };
    }

    sealed record LateRow
    {
        public long Id { get; init; }
        public long AgentId { get; init; }
        public long TeamId { get; init; }
        public DateOnly WorkedOn { get; init; }
        public long MicroDaysBefore { get; init; }
        public long MicroDaysAfter { get; init; }
        public DateTime WrittenAt { get; init; }
        public string? ByName { get; init; }
        public DateOnly LastOn { get; init; }
        public int GraceDays { get; init; }
    }
}
