using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Documents;

/// <summary>
/// A figure named inside a text: <c>{{si-general[MCO,2017]}}</c>, table, row and column; <c>total</c> is a row of every table that has one.
/// </summary>
sealed partial record FigureReference(string Table, string Row, string Column)
{
    public const string Opening = "{{",
        Closing = "}}";

    /// <param name="text">What stands between the braces.</param>
    /// <returns>Null when it is not written as a reference.</returns>
    public static FigureReference? Parse(string text)
    {
        var match = Shape().Match(text);
        return match.Success ? new(match.Groups[1].Value, match.Groups[2].Value.Trim(), match.Groups[3].Value.Trim()) : null;
    }

    public override string ToString() => $"{Opening}{Table}[{Row},{Column}]{Closing}";

    // The row may hold commas, the column may not.
    [GeneratedRegex(@"\A\s*([\p{L}\p{N}][\p{L}\p{N}-]*)\s*\[([^\[\]]+),([^\[\],]+)\]\s*\z")]
    private static partial Regex Shape();
}
