using System.Globalization;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Place of a problem in the order of the file: <c>12_day</c>.</summary>
static class ProblemKey
{
    public static (int Row, string Field)? Parse(string text) =>
        text.Split('_') is [var row, var field] && int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, field)
            : null;
}
