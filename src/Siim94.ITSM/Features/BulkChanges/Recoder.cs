using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.BulkChanges;

/// <summary>Puts lines on other axes, all or none, and keeps what they were.</summary>
sealed class Recoder(Db db, ReferentialLookup codes, Ledger ledger, CurrentUser user, TimeProvider clock, Audit audit)
{
    const int MostErrors = 50,
        LongestSummary = 4_000;

    /// <summary>
    /// A visit, a shift or a session writes its lines anew whenever it changes: what anybody else made of them would be lost.
    /// </summary>
    public static bool IsWrittenElsewhere(TimeEntryRow row) => row.Source is not (EntrySource.Timesheet or EntrySource.Ticket);

    /// <exception cref="Refusal">Some line does not fit, was written elsewhere, is closed, or none would change.</exception>
    public async Task<BulkChange> Change(
        IReadOnlyList<TimeEntryRow> rows,
        Func<TimeEntryRow, TimeEntryRow> changed,
        string summary,
        CancellationToken ct
    )
    {
        if (rows.Count(IsWrittenElsewhere) is > 0 and var elsewhere)
            throw BulkChangeErrors.WrittenElsewhere(elsewhere);
        var pairs = rows.Select(row => (Before: row, After: changed(row))).Where(pair => pair.Before != pair.After).ToList();
        if (pairs.Count == 0)
            throw BulkChangeErrors.NothingChanges();
        await Recode(pairs, ct);

        var row = new BulkChangeRow
        {
            ChangedAt = clock.GetUtcNow().UtcDateTime,
            ChangedByUserId = user.AuthorId,
            LineCount = pairs.Count,
            Summary = summary.Length <= LongestSummary ? summary : summary[..LongestSummary],
        };
        var id = await db.Insert(InsertChangeSql, row, ct);
        await db.InsertAll(
            InsertLineSql,
            pairs.Select(pair => new
            {
                BulkChangeId = id,
                TimeEntryId = pair.Before.Id,
                EntryVersion = pair.Before.Version + 1,
                pair.Before.ActivityId,
                pair.Before.SubActivityId,
                pair.Before.DomainId,
                pair.Before.ApplicationId,
                pair.Before.ProjectId,
                pair.Before.MemberId,
            }),
            ct
        );
        var change = new BulkChange
        {
            Id = id,
            ChangedAt = row.ChangedAt,
            ChangedByName = user.DisplayName,
            LineCount = row.LineCount,
            Summary = row.Summary,
        };
        await audit.Record("bulk-change", id, "add", null, change, ct);
        return change;
    }

    const string InsertChangeSql = """
        INSERT INTO BulkChanges (ChangedAt, ChangedByUserId, LineCount, Summary)
        VALUES (@ChangedAt, @ChangedByUserId, @LineCount, @Summary)
        """;

    const string InsertLineSql = """
        INSERT INTO BulkChangeLines (BulkChangeId, TimeEntryId, EntryVersion, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId,
            MemberId)
        VALUES (@BulkChangeId, @TimeEntryId, @EntryVersion, @ActivityId, @SubActivityId, @DomainId, @ApplicationId, @ProjectId, @MemberId)
        """;

    /// <summary>Writes lines with their new axes, each with its own trace.</summary>
    /// <exception cref="Refusal">Some line would not fit, or is in a closed period.</exception>
    public async Task Recode(IReadOnlyList<(TimeEntryRow Before, TimeEntryRow After)> pairs, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        RefuseMisfits(pairs, all);
        await ledger.Recode([.. pairs.Select(pair => pair.After)], "From", ct);
        await audit.Together(
            async () =>
            {
                foreach (var (before, after) in pairs)
                    await audit.Record(
                        "time-entry",
                        before.Id,
                        "change",
                        TimeEntryReader.DetailsOf(before, all),
                        TimeEntryReader.DetailsOf(after with { Version = after.Version + 1 }, all),
                        ct
                    );
            },
            ct
        );
    }

    static void RefuseMisfits(IReadOnlyList<(TimeEntryRow Before, TimeEntryRow After)> pairs, ReferentialData all)
    {
        var errors = new Dictionary<string, string[]>();
        var misfits = 0;
        foreach (var (before, after) in pairs)
        {
            var field = $"Lines[{after.Id}].";
            try
            {
                var axes = new LineAxes(
                    all.Activities[after.ActivityId],
                    Row(all.Activities, after.SubActivityId),
                    Row(all.Domains, after.DomainId),
                    Row(all.Applications, after.ApplicationId),
                    Row(all.Projects, after.ProjectId),
                    Row(all.Members, after.MemberId)
                );
                RefuseClosed(axes, before, after, field);
                Ledger.RefuseMisfits(all, all.Teams[after.TeamId], after.WorkedOn, axes, field);
            }
            catch (Refusal refusal)
            {
                if (++misfits > MostErrors)
                    continue;
                foreach (var (name, messages) in refusal.Errors)
                    errors[name] =
                    [
                        .. messages.Select(message =>
                            string.Format(Words.LineMisfits, all.Agents[after.AgentId].Name, after.WorkedOn, message)
                        ),
                    ];
            }
        }
        if (misfits > 0)
            throw BulkChangeErrors.Misfits(misfits, errors);
    }

    /// <summary>What a line carried already may have been closed since; what it gets must be open on its day.</summary>
    static void RefuseClosed(LineAxes axes, TimeEntryRow before, TimeEntryRow after, string field)
    {
        foreach (
            var (name, row, isNew) in new (string, ReferentialRow?, bool)[]
            {
                ("Activity", axes.Activity, before.ActivityId != after.ActivityId),
                ("SubActivity", axes.SubActivity, before.SubActivityId != after.SubActivityId),
                ("Domain", axes.Domain, before.DomainId != after.DomainId),
                ("Application", axes.Application, before.ApplicationId != after.ApplicationId),
                ("Project", axes.Project, before.ProjectId != after.ProjectId),
                ("Member", axes.Member, before.MemberId != after.MemberId),
            }
        )
            if (isNew && row is not null && !row.IsOpenOn(after.WorkedOn))
                throw ReferentialErrors.Closed(field + name, row);
    }

    static T? Row<T>(ReferentialSet<T> set, long? id)
        where T : ReferentialRow => id is { } value ? set[value] : null;

    sealed record BulkChangeRow
    {
        public DateTime ChangedAt { get; init; }
        public long? ChangedByUserId { get; init; }
        public int LineCount { get; init; }
        public string Summary { get; init; } = "";
    }
}
