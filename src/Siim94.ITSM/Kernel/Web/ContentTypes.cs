using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>Types of bodies.</summary>
static class ContentTypes
{
    /// <summary>
    /// Whether a call brings what its route accepts: a type and a charset that are known; nothing where nothing need come. The quotes that
    /// a charset may stand in are taken off, for those who read it after.
    /// </summary>
    public static bool Fit(HttpContext http, IAcceptsMetadata accepted)
    {
        // A file is its bytes, whatever its sender calls them, or does not.
        if (accepted.ContentTypes.Contains("application/octet-stream"))
            return true;
        var stated = http.Request.ContentType;
        if (string.IsNullOrEmpty(stated))
            return accepted.IsOptional && http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true;
        if (
            !MediaTypeHeaderValue.TryParse(stated, out var type)
            || !accepted.ContentTypes.Any(each => type.MediaType.Equals(each, StringComparison.OrdinalIgnoreCase))
        )
            return false;
        if (type.Charset.Length == 0)
            return true;
        var charset = HeaderUtilities.RemoveQuotes(type.Charset).ToString();
        if (!IsKnown(charset))
            return false;
        type.Charset = charset;
        http.Request.ContentType = type.ToString();
        return true;
    }

    static bool IsKnown(string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset) is not null;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
