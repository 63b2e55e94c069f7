using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// Text in workbooks: a character that XML cannot carry, or would change on its way, is written <c>_xHHHH_</c> (ECMA-376 part 1,
/// 22.9.2.19).
/// </summary>
static partial class SpreadsheetText
{
    /// <summary>The text as it stands in a workbook's XML.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(IsEscaped) && !text.Contains("_x", StringComparison.Ordinal))
            return text;
        var escaped = new StringBuilder(text.Length + EscapeLength);
        for (var index = 0; index < text.Length; index++)
        {
            if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
                escaped.Append(text[index]).Append(text[++index]);
            else if (IsEscaped(text[index]) || Escaped().IsMatch(text, index))
                escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)text[index]:X4}_");
            else
                escaped.Append(text[index]);
        }
        return escaped.ToString();
    }

    const int EscapeLength = 7;

    // A carriage return is written as a line end by every XML writer, or read as one.
    static bool IsEscaped(char character) => !XmlConvert.IsXmlChar(character) || character is '\r';

    /// <summary>
    /// The text that stands in a workbook's XML. Half a surrogate pair is no character, and becomes the replacement sign.
    /// </summary>
    public static string Unescape(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
            return text;
        var plain = Escapes().Replace(text, escape => $"{(char)Convert.ToInt32(escape.Groups["code"].Value, fromBase: 16)}");
        return plain.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(plain)) : plain;
    }

    [GeneratedRegex(@"\G_x[0-9A-Fa-f]{4}_")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"_x(?<code>[0-9A-Fa-f]{4})_")]
    private static partial Regex Escapes();
}
