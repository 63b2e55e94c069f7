using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.BulkChanges;

/// <summary>Lines of the ledger in a period that all filters let through; they take codes or any known spelling.</summary>
public sealed record EntrySelection
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Agent { get; init; }
    public string? Team { get; init; }
    public string? Activity { get; init; }
    public string? SubActivity { get; init; }
    public string? Domain { get; init; }
    public string? Application { get; init; }
    public string? Project { get; init; }
    public string? Member { get; init; }

    /// <summary><c>timesheet</c>, <c>ticket</c>, <c>intervention</c>, <c>hotline</c> or <c>training</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Part of the note; accents and capitals do not matter.</summary>
    public string? Note { get; init; }

    public override string ToString() =>
        string.Join(", ", Parts().Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => $"{part.Name} = {part.Value}"));

    IEnumerable<(string Name, string? Value)> Parts() =>
        [
            ("from", $"{From:yyyy-MM-dd}"),
            ("to", $"{To:yyyy-MM-dd}"),
            ("agent", Agent),
            ("team", Team),
            ("activity", Activity),
            ("subActivity", SubActivity),
            ("domain", Domain),
            ("application", Application),
            ("project", Project),
            ("member", Member),
            ("source", Source),
            ("note", Note),
        ];
}

sealed class EntrySelectionValidator : AbstractValidator<EntrySelection>
{
    static readonly string[] Sources =
    [
        EntrySource.Timesheet,
        EntrySource.Ticket,
        EntrySource.Intervention,
        EntrySource.Hotline,
        EntrySource.Training,
    ];

    public EntrySelectionValidator()
    {
        RuleFor(s => s.From).NotNull().WithMessage(_ => CommonWords.DayMissing);
        RuleFor(s => s.To)
            .NotNull()
            .WithMessage(_ => CommonWords.DayMissing)
            .Must((selection, to) => selection.From is null || to is null || selection.From <= to)
            .WithMessage(_ => CommonWords.PeriodReversed);
        RuleFor(s => s.Agent).Line(200);
        RuleFor(s => s.Team).Line(200);
        RuleFor(s => s.Activity).Line(200);
        RuleFor(s => s.SubActivity).Line(200);
        RuleFor(s => s.Domain).Line(200);
        RuleFor(s => s.Application).Line(200);
        RuleFor(s => s.Project).Line(200);
        RuleFor(s => s.Member).Line(200);
        RuleFor(s => s.Source)
            .Must(source => string.IsNullOrEmpty(source) || Sources.Contains(source))
            .WithMessage(_ => string.Format(Words.SourceUnknown, string.Join(", ", Sources)));
        RuleFor(s => s.Note).Line(200);
    }
}

/// <summary>The lines of a selection, and what tells whether any of them has changed since.</summary>
sealed record SelectedEntries(IReadOnlyList<TimeEntryRow> Rows)
{
    public string Digest =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Rows.OrderBy(row => row.Id).Select(row => $"{row.Id}:{row.Version}\n"))))
        );
}

/// <summary>Reads the lines of a selection.</summary>
sealed class EntrySelector(ReferentialLookup codes, Db db)
{
    // A transaction of seconds, whoever waits for it; and notes are looked into one by one.
    public const int MostLines = 10_000,
        MostRead = 200_000;

    /// <exception cref="Refusal">A code is unknown, or there are too many lines.</exception>
    public async Task<SelectedEntries> Read(EntrySelection selection, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var parameters = new Dictionary<string, object>
        {
            ["From"] = selection.From!.Value,
            ["To"] = selection.To!.Value,
            ["Take"] = MostRead,
        };
        var conditions = new List<string> { PeriodWhereSql };
        Add(AgentWhereSql, "AgentIds", all.Agents, "Agent", selection.Agent);
        Add(TeamWhereSql, "TeamIds", all.Teams, "Team", selection.Team);
        Add(ActivityWhereSql, "ActivityIds", all.Activities, "Activity", selection.Activity);
        Add(SubActivityWhereSql, "SubActivityIds", all.Activities, "SubActivity", selection.SubActivity);
        Add(DomainWhereSql, "DomainIds", all.Domains, "Domain", selection.Domain);
        Add(ApplicationWhereSql, "ApplicationIds", all.Applications, "Application", selection.Application);
        Add(ProjectWhereSql, "ProjectIds", all.Projects, "Project", selection.Project);
        Add(MemberWhereSql, "MemberIds", all.Members, "Member", selection.Member);
        if (!string.IsNullOrEmpty(selection.Source))
        {
            conditions.Add(SourceWhereSql);
            parameters["Source"] = selection.Source;
        }
        var words = Folding.FoldWords(selection.Note ?? "");
        if (words.Length > 0)
            conditions.Add(NoteWhereSql);
        else
            parameters["Take"] = MostLines + 1;

        IEnumerable<TimeEntryRow> rows = await db.Query(Statement(db.Dialect, conditions), parameters, TimeEntryRow.Of, ct);
        if (words.Length > 0)
            rows = rows.Where(row => Folding.FoldWords(row.Note!).Contains(words, StringComparison.Ordinal));
        var selected = rows.ToList();
        return selected.Count <= MostLines ? new(selected) : throw BulkChangeErrors.TooManyLines("From", MostLines);

        // A name that several rows share, as activities of different departments do, means all of them.
        void Add<T>(string condition, string parameter, ReferentialSet<T> set, string field, string? text)
            where T : ReferentialRow
        {
            if (string.IsNullOrWhiteSpace(text))
                return;
            long[] ids = [.. set.Find(text).Select(row => row.Id)];
            parameters[parameter] = ids.Length > 0 ? ids : throw codes.Unknown(set, field, text);
            conditions.Add(condition);
        }
    }

    const string PeriodWhereSql = "e.WorkedOn BETWEEN @From AND @To";
    const string AgentWhereSql = "e.AgentId IN @AgentIds";
    const string TeamWhereSql = "e.TeamId IN @TeamIds";
    const string ActivityWhereSql = "e.ActivityId IN @ActivityIds";
    const string SubActivityWhereSql = "e.SubActivityId IN @SubActivityIds";
    const string DomainWhereSql = "e.DomainId IN @DomainIds";
    const string ApplicationWhereSql = "e.ApplicationId IN @ApplicationIds";
    const string ProjectWhereSql = "e.ProjectId IN @ProjectIds";
    const string MemberWhereSql = "e.MemberId IN @MemberIds";
    const string SourceWhereSql = "e.Source = @Source";
    const string NoteWhereSql = "e.Note IS NOT NULL";

    static string Statement(SqlDialect dialect, IEnumerable<string> conditions) =>
        $"{TimeEntryReader.SelectEntriesSql} WHERE {string.Join(" AND ", conditions)} ORDER BY e.WorkedOn, e.Id{dialect.FirstRows}";

    /// <summary>Every statement that a selection may be read with: each condition alone, and all together.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] conditions =
        [
            PeriodWhereSql,
            AgentWhereSql,
            TeamWhereSql,
            ActivityWhereSql,
            SubActivityWhereSql,
            DomainWhereSql,
            ApplicationWhereSql,
            ProjectWhereSql,
            MemberWhereSql,
            SourceWhereSql,
            NoteWhereSql,
        ];
        return [.. conditions.Select(condition => Statement(dialect, [condition])), Statement(dialect, conditions)];
    }
}
