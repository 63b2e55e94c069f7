using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>A line of worked time as a kind of fact.</summary>
static class TimeEntryFact
{
    public const string Code = "time-entry";

    public static readonly FactKind Kind = new()
    {
        Code = Code,
        Name = () => Words.FactTimeEntry,
        Table = "TimeEntries",
        DayColumns = ["WorkedOn"],
        RollUp = WorkRollUp.RollUp,
        MembersSql = MembersSql,
        IsTraced = true,
        Digests = [new("work", () => Words.FactsOfWork, DigestSql)],
    };

    const string MembersSql = "SELECT e.MemberId FROM TimeEntries e WHERE e.Id = @Id";

    const string DigestSql = """
        SELECT e.WorkedOn AS Day, e.Id, 0 AS Part, e.AgentId, e.TeamId, e.QuantityMicros, e.Unit, e.Minutes, e.MicroDays, e.ActivityId,
               e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId, e.TicketId, e.InterventionId, e.HotlineShiftId,
               e.TrainingSessionId, e.Source, e.Note, e.ImportId, e.ImportRow, e.CreatedByUserId, e.CreatedAt, e.Version
        FROM TimeEntries e
        WHERE e.WorkedOn BETWEEN @AfterDay AND @To AND (e.WorkedOn > @AfterDay OR e.Id > @AfterId)
        ORDER BY e.WorkedOn, e.Id
        """;
}
