namespace Siim94.ITSM.Tests.Kernel;

/// <summary>What counts as a word of a text, and where words begin.</summary>
sealed class FoldingTests
{
    [TestCase("Imprimante  en\tpanne\n", "imprimante en panne")]
    [TestCase("Réseau coupé à la CRÈCHE", "reseau coupe a la creche")]
    [TestCase("l'imprimante d’Élodie", "limprimante imprimante delodie elodie")]
    [TestCase("GLPI-123", "glpi123 123")]
    [TestCase("jean.dupont@ivry.fr", "jeandupontivryfr dupontivryfr ivryfr fr")]
    [TestCase("e-mail / wi-fi", "email mail wifi fi")]
    [TestCase("01 43.20", "01 4320 20")]
    [TestCase("« poste » (12) [B_7]", "poste 12 b7 7")]
    [TestCase("Œuvre, Cœur-de-ville", "oeuvre coeurdeville deville ville")]
    [TestCase("E\u0301le\u0301ment", "element")] // accents of their own
    [TestCase("im\u00ADprimante", "imprimante")] // where a line may break
    [TestCase("½ № 5", "12 2 no 5")]
    [TestCase("clé\u00A0USB…", "cle usb")]
    [TestCase("-- % _ ! « » 😀", "")]
    [TestCase("", "")]
    public void Words_begin_behind_blanks_and_signs(string text, string words) =>
        Assert.That(string.Join(' ', Folding.WordEndings(text)), Is.EqualTo(words));
}
