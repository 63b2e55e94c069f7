using System.Globalization;

namespace Siim94.ITSM.Tests.Support;

/// <summary>What is said until it is disposed of is said in a language.</summary>
sealed class Speaking : IDisposable
{
    readonly CultureInfo before = CultureInfo.CurrentUICulture;

    public Speaking(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    public void Dispose() => CultureInfo.CurrentUICulture = before;
}
