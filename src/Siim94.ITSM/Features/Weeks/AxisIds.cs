using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>The columns in which a table keeps the axes of a row.</summary>
abstract record AxisColumns
{
    public long ActivityId { get; init; }
    public long? SubActivityId { get; init; }
    public long? DomainId { get; init; }
    public long? ApplicationId { get; init; }
    public long? ProjectId { get; init; }
    public long? MemberId { get; init; }

    public AxisIds Axes
    {
        get =>
            new()
            {
                ActivityId = ActivityId,
                SubActivityId = SubActivityId,
                DomainId = DomainId,
                ApplicationId = ApplicationId,
                ProjectId = ProjectId,
                MemberId = MemberId,
            };
        init =>
            (ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId) = (
                value.ActivityId,
                value.SubActivityId,
                value.DomainId,
                value.ApplicationId,
                value.ProjectId,
                value.MemberId
            );
    }
}

/// <summary>What makes a row: the axes of its lines.</summary>
sealed record AxisIds
{
    public long ActivityId { get; init; }
    public long? SubActivityId { get; init; }
    public long? DomainId { get; init; }
    public long? ApplicationId { get; init; }
    public long? ProjectId { get; init; }
    public long? MemberId { get; init; }

    public static AxisIds Of(TimeEntryRow line) =>
        new()
        {
            ActivityId = line.ActivityId,
            SubActivityId = line.SubActivityId,
            DomainId = line.DomainId,
            ApplicationId = line.ApplicationId,
            ProjectId = line.ProjectId,
            MemberId = line.MemberId,
        };

    public static AxisIds Of(LedgerLine line) =>
        new()
        {
            ActivityId = line.Activity.Id,
            SubActivityId = line.SubActivity?.Id,
            DomainId = line.Domain?.Id,
            ApplicationId = line.Application?.Id,
            ProjectId = line.Project?.Id,
            MemberId = line.Member?.Id,
        };

    public WeekRowAxes Codes(ReferentialData all, string source = EntrySource.Timesheet) =>
        new()
        {
            Activity = all.Activities[ActivityId].Code,
            SubActivity = all.Activities.CodeOf(SubActivityId),
            Domain = all.Domains.CodeOf(DomainId),
            Application = all.Applications.CodeOf(ApplicationId),
            Project = all.Projects.CodeOf(ProjectId),
            Member = all.Members.CodeOf(MemberId),
            Source = source,
        };

    /// <summary>A row of a week, without cells.</summary>
    public WeekRow Row(ReferentialData all, string source = EntrySource.Timesheet)
    {
        var axes = Codes(all, source);
        return new()
        {
            Row = axes.Key,
            Activity = axes.Activity!,
            SubActivity = axes.SubActivity,
            Domain = axes.Domain,
            Application = axes.Application,
            Project = axes.Project,
            Member = axes.Member,
            Name = string.Join(" › ", new[] { all.Activities.NameOf(ActivityId), all.Activities.NameOf(SubActivityId) }.OfType<string>()),
            Purpose = string.Join(
                " · ",
                new[]
                {
                    all.Projects.NameOf(ProjectId),
                    all.Applications.NameOf(ApplicationId),
                    all.Domains.NameOf(DomainId),
                    all.Members.NameOf(MemberId),
                }.OfType<string>()
            ),
            Source = source,
        };
    }
}
