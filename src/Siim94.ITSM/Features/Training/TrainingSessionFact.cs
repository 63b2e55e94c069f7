using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Training;

/// <summary>A training session as a kind of fact.</summary>
static class TrainingSessionFact
{
    public const string Code = "training-session";

    public static readonly FactKind Kind = new()
    {
        Code = Code,
        Name = () => Words.FactTrainingSession,
        Table = "TrainingSessions",
        DayColumns = ["StartsOn"],
        RollUp = TrainingRollUp.RollUp,
        Path = "/formations/",
        MembersSql = MembersSql,
        IsTraced = true,
        Digests =
        [
            new("training", () => Words.FactsOfTraining, DigestSql),
            new("trainers", () => Words.FactsOfTraining, TrainersDigestSql),
        ],
    };

    const string MembersSql = "SELECT a.MemberId FROM TrainingSessionAttendances a WHERE a.TrainingSessionId = @Id";

    const string DigestSql = """
        SELECT s.StartsOn AS Day, s.Id, 0 AS Part, s.CategoryId, s.Title, s.ApplicationId, s.SessionMicroDays, s.PreparationMicroDays,
               s.PreparedOn, s.ExternalTrainer, s.CreatedByUserId, s.CreatedAt, s.Version
        FROM TrainingSessions s
        WHERE s.StartsOn BETWEEN @AfterDay AND @To AND (s.StartsOn > @AfterDay OR s.Id > @AfterId)
        ORDER BY s.StartsOn, s.Id
        """;

    const string TrainersDigestSql = """
        SELECT s.StartsOn AS Day, s.Id, t.AgentId AS Part
        FROM TrainingSessions s
        JOIN TrainingSessionTrainers t ON t.TrainingSessionId = s.Id
        WHERE s.StartsOn BETWEEN @AfterDay AND @To
          AND (s.StartsOn > @AfterDay OR s.Id > @AfterId OR (s.Id = @AfterId AND t.AgentId > @AfterPart))
        ORDER BY s.StartsOn, s.Id, t.AgentId
        """;
}
