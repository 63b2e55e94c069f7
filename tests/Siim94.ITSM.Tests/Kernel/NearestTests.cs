namespace Siim94.ITSM.Tests.Kernel;

sealed class NearestTests
{
    static readonly string[] Known = ["IVRY", "VITRY", "GENTILLY", "OPH-IVRY", "OPH-VITRY", "Systèmes d'information", "SI", "from", "to"];

    [TestCase("IVYR", "IVRY", Description = "exchanged")]
    [TestCase("IVRI", "IVRY", Description = "replaced")]
    [TestCase("IVR", "IVRY", Description = "left out")]
    [TestCase("form", "from")]
    [TestCase("ophivri", "OPH-IVRY")]
    [TestCase("itry", "IVRY,VITRY", Description = "two as near")]
    [TestCase("ivitry", "VITRY,IVRY", Description = "the nearest first")]
    [TestCase("gentily", "GENTILLY")]
    [TestCase("systeme", "Systèmes d'information", Description = "its beginning")]
    [TestCase("SYSTEMES D INFORMATOIN", "Systèmes d'information")]
    [TestCase("S", "", Description = "a letter is near to everything")]
    [TestCase("SX", "")]
    [TestCase("ARCUEIL", "")]
    [TestCase("", "")]
    [TestCase("!?", "")]
    public void What_differs_in_few_letters_is_near(string text, string nearest) =>
        Assert.That(string.Join(',', Nearest.To(text, Known, each => [each])), Is.EqualTo(nearest));

    [Test]
    public void Three_are_near_at_most_and_a_whole_page_is_no_name()
    {
        string[] many = [.. Enumerable.Range(0, 50).Select(number => $"PROJET-{number:00}")];
        Assert.That(Nearest.To("PROJET", many, each => [each]), Is.EqualTo(many[..3]));
        Assert.That(Nearest.To(new string('a', 100_000), [new string('a', 100_000)], each => [each]), Is.Empty);
    }
}
