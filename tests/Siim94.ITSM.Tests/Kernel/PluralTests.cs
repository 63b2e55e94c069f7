using System.Globalization;

namespace Siim94.ITSM.Tests.Kernel;

sealed class PluralTests
{
    [TestCase("fr", "{0} ticket(s)", "0", "0 ticket")]
    [TestCase("fr", "{0} ticket(s)", "1", "1 ticket")]
    [TestCase("fr", "{0} ticket(s)", "12", "12 tickets")]
    [TestCase("fr", "{0} jour(s) attend(ent)", "2", "2 jours attendent")]
    [TestCase("en", "{0} ticket(s)", "0", "0 tickets")]
    [TestCase("en", "{0} ticket(s)", "1", "1 ticket")]
    [TestCase("en", "Change {0} ticket(s) (all)", "3", "Change 3 tickets (all)")]
    public void Endings_follow_the_number(string language, string sentence, string number, string read)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Assert.That(Plural.Format(sentence, number), Is.EqualTo(read));
    }

    [Test]
    public void Each_ending_follows_the_number_before_it()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
        Assert.That(Plural.Format("{0} envoi(s) validé(s), {1} laissé(s)", 1, 4), Is.EqualTo("1 envoi validé, 4 laissés"));
        Assert.That(Plural.Format("{0} ligne(s)", $"{12_345:N0}"), Does.EndWith("lignes"));
    }

    [TestCase("fr", "nouveau(x) ticket(s)", "1", "nouveau ticket")]
    [TestCase("fr", "nouveau(x) ticket(s)", "8", "nouveaux tickets")]
    [TestCase("en", "message(s) to decide on", "1", "message to decide on")]
    public void Words_beside_a_number_follow_it(string language, string words, string number, string read)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Assert.That(Plural.Beside(number, words), Is.EqualTo(read));
    }
}
