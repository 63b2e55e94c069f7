using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>What a message of a scheduled report carries; of its figures it says nothing.</summary>
[Requires(Permission.ManageJobs)]
public sealed record GetReportToSend(long ScheduleId) : IQuery<ReportToSend>;

public sealed record ReportToSend
{
    public long ScheduleId { get; init; }
    public string Title { get; init; } = "";
    public string Content { get; init; } = "";
    public string? TableCode { get; init; }
    public string Period { get; init; } = "";
    public string Format { get; init; } = "";
    public long OwnerUserId { get; init; }
    public string OwnerName { get; init; } = "";
}

sealed class GetReportToSendHandler(Db db) : IRequestHandler<GetReportToSend, ReportToSend>
{
    public async Task<ReportToSend> Handle(GetReportToSend request, CancellationToken ct) =>
        await db.FirstOrDefault<ReportToSend>(ReportToSendSql, request, ct) ?? throw RequestErrors.NotFound();

    const string ReportToSendSql = """
        SELECT s.Id AS ScheduleId, s.Title, s.Content, s.TableCode, s.Period, s.Format, s.OwnerUserId, o.DisplayName AS OwnerName
        FROM ReportSchedules s
        JOIN Users o ON o.Id = s.OwnerUserId
        WHERE s.Id = @ScheduleId
        """;
}
