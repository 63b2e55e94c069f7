namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>Every way in which key figures refuse.</summary>
static class KeyFigureErrors
{
    /// <summary>Nothing is overwritten unseen: whoever corrects a value says which version they saw.</summary>
    public static Refusal AlreadyThere(string period, decimal value)
    {
        var message = string.Format(Words.AlreadyThere, KeyFigurePeriod.Label(period), value);
        return new(
            412,
            "key-figure.already-there",
            message,
            new Dictionary<string, string[]> { [nameof(SetKeyFigureValue.Period)] = [message] }
        );
    }

    public static Refusal Closed(DateOnly closedOn) =>
        Refusal.Field(nameof(SetKeyFigureValue.Period), "key-figure.closed", string.Format(Words.FigureClosed, closedOn));

    public static Refusal TooManyDecimals(string field, int most) =>
        Refusal.Field(field, "key-figure.too-many-decimals", string.Format(Words.TooManyDecimals, most));

    public static Refusal DomainOfBusinessOnly() =>
        Refusal.Field(nameof(ChangeKeyFigure.Domain), "key-figure.domain-of-business-only", Words.DomainOfBusinessOnly);
}
