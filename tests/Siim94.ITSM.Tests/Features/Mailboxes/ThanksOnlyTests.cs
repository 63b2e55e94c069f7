using Siim94.ITSM.Features.Mailboxes;

namespace Siim94.ITSM.Tests.Features.Mailboxes;

/// <summary>Thanks open nothing again; whatever asks for something is no thanks, however politely.</summary>
sealed class ThanksOnlyTests
{
    [TestCase("Merci")]
    [TestCase("Merci beaucoup, bonne journée !")]
    [TestCase("Merci Sophie, c'est parfait.")]
    [TestCase("Bonjour,\n\nMerci pour votre intervention rapide.\n\nCordialement,\nJeanne")]
    [TestCase("Merci, ça marche.\n\nJeanne Dupont\nService urbanisme, 01 23 45 67 89")]
    [TestCase("Super, ça marche maintenant. Bonne soirée")]
    [TestCase("Thanks a lot, it works again.")]
    public void Thanks(string text) => Assert.That(ThanksOnly.Is(text), Is.True);

    [TestCase("Merci de me rappeler au 01 02 03 04 05.")]
    [TestCase("L'imprimante est de nouveau en panne, merci de repasser.")]
    [TestCase("Merci de rouvrir ma demande")]
    [TestCase("Merci de votre retour, le souci persiste.")]
    [TestCase("Le superviseur est tombé ce matin.")]
    [TestCase("Super, ça recommence")]
    [TestCase("Thanks, it is broken once more")]
    [TestCase("Merci. Rappelez Jeanne")]
    [TestCase("Merci, ça marche toujours pas")]
    [TestCase("Merci, à quand le clavier ?")]
    [TestCase("Bonne journée")]
    public void No_thanks(string text) => Assert.That(ThanksOnly.Is(text), Is.False);

    [TestCase("[Mairie #6] RE: [SIIM #0007255] Imprimante", 7255L)]
    [TestCase("[Acme #999999] Imprimante", 999999L)]
    [TestCase("RE: [GLPI #0000012] [Ticket#34]", 12L)]
    public void A_mark_of_ours_comes_before_those_of_others(string subject, long number) =>
        Assert.That(SubjectMarks.TicketOf(subject), Is.EqualTo(number));
}
