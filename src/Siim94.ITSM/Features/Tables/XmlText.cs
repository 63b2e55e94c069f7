using System.Text;
using System.Xml;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Text on its way into an XML file.</summary>
static class XmlText
{
    /// <summary>The text with a replacement sign for every character that XML cannot carry.</summary>
    public static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (XmlConvert.IsXmlChar(text[index]))
                clean.Append(text[index]);
            else if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
                clean.Append(text[index]).Append(text[++index]);
            else
                clean.Append('\uFFFD');
        }
        return clean.ToString();
    }
}
