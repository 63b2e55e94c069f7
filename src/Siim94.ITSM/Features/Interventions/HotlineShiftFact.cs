using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>A hotline shift as a kind of fact: what counts of it are the lines of time that it writes.</summary>
static class HotlineShiftFact
{
    public const string Code = "hotline-shift";

    public static readonly FactKind Kind = new()
    {
        Code = Code,
        Name = () => Words.FactHotlineShift,
        Table = "HotlineShifts",
        DayColumns = ["WorkedOn"],
        Digests = [new("hotline", () => Words.FactsOfHotline, DigestSql)],
    };

    const string DigestSql = """
        SELECT s.WorkedOn AS Day, s.Id, 0 AS Part, s.AgentId, s.QuantityMicros, s.Unit, s.Note, s.CreatedByUserId, s.CreatedAt, s.Version
        FROM HotlineShifts s
        WHERE s.WorkedOn BETWEEN @AfterDay AND @To AND (s.WorkedOn > @AfterDay OR s.Id > @AfterId)
        ORDER BY s.WorkedOn, s.Id
        """;
}
