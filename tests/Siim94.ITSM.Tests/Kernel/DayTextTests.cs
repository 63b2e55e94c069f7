using System.Globalization;

namespace Siim94.ITSM.Tests.Kernel;

sealed class DayTextTests
{
    [TestCase("fr-FR", "2026-12-01", "D", "mardi 1er décembre 2026")]
    [TestCase("fr-FR", "2026-12-01", "dddd d", "mardi 1er")]
    [TestCase("fr-FR", "2026-12-11", "dddd d MMMM", "vendredi 11 décembre")]
    [TestCase("fr-FR", "2026-12-01", "d", "01/12/2026")]
    [TestCase("en-GB", "2026-12-01", "dddd d MMMM", "Tuesday 1 December")]
    public void The_first_of_a_month_is_an_ordinal_in_French(string language, string day, string format, string read)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        Assert.That(DateOnly.Parse(day, CultureInfo.InvariantCulture).InWords(format), Is.EqualTo(read));
    }
}
