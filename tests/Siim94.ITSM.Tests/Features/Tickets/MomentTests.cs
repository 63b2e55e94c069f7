using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class MomentTests
{
    [TestCase("2026-11-03", "3/11/2026", "03/11/2026")]
    [TestCase("2026-11-03", " 03/11/2026 ", "03/11/2026")]
    [TestCase("today", "Aujourd’hui", "aujourd'hui")]
    [TestCase("yesterday", "hier", "hier")]
    [TestCase("-7d", "-7j", "-7j")]
    [TestCase("-4h", "-4h", "-4h")]
    [TestCase("2026-11-03T08:00", "2026-11-03T08:00", "2026-11-03T08:00")]
    [TestCase("avant-hier", "avant-hier", "avant-hier")]
    [TestCase("31/11/2026", "31/11/2026", "31/11/2026")]
    [TestCase("", " ", "")]
    [TestCase(null, null, null)]
    public void Is_typed_and_shown_as_people_in_France_write_it(string? said, string? typed, string? shown)
    {
        Assert.That(Moment.Entered(typed), Is.EqualTo(said));
        Assert.That(In("fr-FR", () => Moment.Shown(said)), Is.EqualTo(shown));
        Assert.That(In("en-GB", () => Moment.Shown(said)), Is.EqualTo(said));
    }

    static string? In(string language, Func<string?> read)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = new(language);
        try
        {
            return read();
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }
}
