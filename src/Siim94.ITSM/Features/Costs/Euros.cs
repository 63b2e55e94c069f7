namespace Siim94.ITSM.Features.Costs;

/// <summary>Amounts of money: cents inside, euros outside.</summary>
static class Euros
{
    const int CentsPerEuro = 100;
    const decimal Largest = 1_000_000_000;

    /// <summary>A blank, or euros to the cent.</summary>
    public static bool IsAmount(decimal? amount) =>
        amount is null || (amount is >= 0 and <= Largest && decimal.Round(amount.Value, 2) == amount);

    public static long ToCents(decimal euros) => (long)(euros * CentsPerEuro);

    public static string Text(long? cents) => cents is { } amount ? (amount / (decimal)CentsPerEuro).ToString("N2") : "";

    /// <summary>What days cost, rounded once to the cent.</summary>
    public static long CostOf(long microDays, long centsPerDay) =>
        (long)Math.Round(microDays * (decimal)centsPerDay / WorkDay.MicrosPerUnit, MidpointRounding.AwayFromZero);
}
