using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Training;

/// <summary>People of one member at one session, as a kind of fact: they count on the session's day, and change with it.</summary>
static class AttendanceFact
{
    public const string Code = "attendance";

    public static readonly FactKind Kind = new()
    {
        Code = Code,
        Name = () => Words.FactAttendance,
        Table = "TrainingSessionAttendances",
        DayColumns = [],
        RollUp = TrainingRollUp.RollUp,
        IsTraced = true,
        HasHistory = false,
        Digests = [new("attendances", () => Words.FactsOfTraining, DigestSql)],
    };

    const string DigestSql = """
        SELECT s.StartsOn AS Day, s.Id, a.MemberId AS Part, a.People
        FROM TrainingSessions s
        JOIN TrainingSessionAttendances a ON a.TrainingSessionId = s.Id
        WHERE s.StartsOn BETWEEN @AfterDay AND @To
          AND (s.StartsOn > @AfterDay OR s.Id > @AfterId OR (s.Id = @AfterId AND a.MemberId > @AfterPart))
        ORDER BY s.StartsOn, s.Id, a.MemberId
        """;
}
