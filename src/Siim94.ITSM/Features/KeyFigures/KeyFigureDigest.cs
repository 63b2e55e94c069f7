using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>Values of key figures, for editions to cover: of months, and of whole years.</summary>
static class KeyFigureDigest
{
    public static readonly FactDigest Values = new("key-figures", () => Words.FactsOfKeyFigures, DigestSql) { HasYears = true };

    const string DigestSql = """
        SELECT @AfterDay AS Day, v.Id, 0 AS Part, v.KeyFigureId, v.Period, v.ValueMicros, v.Source, v.Note, v.Version
        FROM KeyFigureValues v
        WHERE v.Period = @Period AND v.Id > @AfterId
        ORDER BY v.Id
        """;
}
