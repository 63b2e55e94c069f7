using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>One scheduled report, for its owner, its recipients and those who edit reports.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetReportSchedule(long Id) : IQuery<ReportScheduleDetails>;

/// <summary>Scheduled reports within the reader's reach, newest first, by page.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListReportSchedules : IQuery<Page<ReportScheduleDetails>>
{
    public long? After { get; init; }
    public int? Limit { get; init; }
}

public sealed record ReportScheduleDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Title { get; init; } = "";
    public string Content { get; init; } = "";
    public string? Table { get; init; }
    public string Period { get; init; } = "";
    public string Format { get; init; } = "";
    public string Frequency { get; init; } = "";
    public int? Weekday { get; init; }
    public int? DayOfMonth { get; init; }
    public int Hour { get; init; }
    public bool IsActive { get; init; }
    public string OwnerName { get; init; } = "";

    /// <summary>The reader may change it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The reader gets it.</summary>
    public bool IsReceived { get; init; }

    /// <summary>Who gets it; those who may not change it see themselves only.</summary>
    public IReadOnlyList<ReportRecipient> Recipients { get; init; } = [];

    /// <summary>When it was last due; null before the first time.</summary>
    public DateTime? LastDueAt { get; init; }

    /// <summary>When it falls due next; null while it is paused.</summary>
    public DateTime? NextDueAt { get; init; }

    internal ScheduleTiming Timing => new(Frequency, Weekday, DayOfMonth, Hour);
}

/// <param name="HasEmail">Mail can reach them.</param>
public sealed record ReportRecipient(string Login, string Name, bool HasEmail);

sealed class ListReportSchedulesValidator : AbstractValidator<ListReportSchedules>
{
    public ListReportSchedulesValidator() =>
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<ReportScheduleDetails>.MaximumLimit).WithMessage(_ => TimeWords.LimitOutOfRange);
}

sealed class GetReportScheduleHandler(ReportScheduleStore schedules) : IRequestHandler<GetReportSchedule, ReportScheduleDetails>
{
    public Task<ReportScheduleDetails> Handle(GetReportSchedule request, CancellationToken ct) => schedules.Get(request.Id, ct);
}

sealed class ListReportSchedulesHandler(ReportScheduleStore schedules) : IRequestHandler<ListReportSchedules, Page<ReportScheduleDetails>>
{
    public Task<Page<ReportScheduleDetails>> Handle(ListReportSchedules request, CancellationToken ct) => schedules.List(request, ct);
}
