using System.Globalization;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Place of something in a list that is ordered by day, then by row: <c>2017-03-14_1234</c>.</summary>
readonly record struct DayKey(DateOnly Day, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}_{Id}");

    public static bool TryParse(string text, out DayKey key)
    {
        key = default;
        var parts = text.Split('_');
        if (
            parts.Length != 2
            || !DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        )
            return false;
        key = new(day, id);
        return true;
    }
}
