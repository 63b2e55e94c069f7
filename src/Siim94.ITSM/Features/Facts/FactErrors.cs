namespace Siim94.ITSM.Features.Facts;

/// <summary>Every way in which facts as such refuse.</summary>
static class FactErrors
{
    public static Refusal PeriodClosed(Period period, string what, string byName, DateTime at, string? field)
    {
        var message = string.Format(Words.PeriodClosed, what, period, byName, Paris.ToLocal(at));
        return new(409, "period.closed", message, field is null ? null : new Dictionary<string, string[]> { [field] = [message] });
    }
}
