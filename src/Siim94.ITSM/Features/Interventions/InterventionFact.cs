using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>A visit as a kind of fact.</summary>
static class InterventionFact
{
    public const string Code = "intervention";

    public static readonly FactKind Kind = new()
    {
        Code = Code,
        Name = () => Words.FactIntervention,
        Table = "Interventions",
        DayColumns = ["WorkedOn"],
        RollUp = VisitRollUp.RollUp,
        Path = "/interventions/",
        MembersSql = MembersSql,
        IsTraced = true,
        Digests =
        [
            new("visits", () => Words.FactsOfVisits, DigestSql),
            new("visit-agents", () => Words.FactsOfVisits, AgentsDigestSql),
            new("visit-tickets", () => Words.FactsOfVisits, TicketsDigestSql),
        ],
    };

    const string MembersSql = "SELECT i.MemberId FROM Interventions i WHERE i.Id = @Id";

    const string DigestSql = """
        SELECT i.WorkedOn AS Day, i.Id, 0 AS Part, i.Kind, i.MemberId, i.SiteId, i.StartedAt, i.EndedAt, i.QuantityMicros, i.Unit,
               i.TravelMinutes, i.Summary, i.CreatedByUserId, i.CreatedAt, i.Version
        FROM Interventions i
        WHERE i.WorkedOn BETWEEN @AfterDay AND @To AND (i.WorkedOn > @AfterDay OR i.Id > @AfterId)
        ORDER BY i.WorkedOn, i.Id
        """;

    const string AgentsDigestSql = """
        SELECT i.WorkedOn AS Day, i.Id, a.AgentId AS Part
        FROM Interventions i
        JOIN InterventionAgents a ON a.InterventionId = i.Id
        WHERE i.WorkedOn BETWEEN @AfterDay AND @To
          AND (i.WorkedOn > @AfterDay OR i.Id > @AfterId OR (i.Id = @AfterId AND a.AgentId > @AfterPart))
        ORDER BY i.WorkedOn, i.Id, a.AgentId
        """;

    const string TicketsDigestSql = """
        SELECT i.WorkedOn AS Day, i.Id, n.TicketId AS Part
        FROM Interventions i
        JOIN InterventionTickets n ON n.InterventionId = i.Id
        WHERE i.WorkedOn BETWEEN @AfterDay AND @To
          AND (i.WorkedOn > @AfterDay OR i.Id > @AfterId OR (i.Id = @AfterId AND n.TicketId > @AfterPart))
        ORDER BY i.WorkedOn, i.Id, n.TicketId
        """;
}
