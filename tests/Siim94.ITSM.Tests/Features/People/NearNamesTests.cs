using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Tests.Features.People;

sealed class NearNamesTests
{
    [TestCase("Jean Dupont", "DUPONT Jean", true)]
    [TestCase("Zoé Lefèvre", "Mme Zoe LEFEVRE", true)]
    [TestCase("Jean Le Goff", "Jean Legoff", true)]
    [TestCase("Jean-Pierre Caron", "Jean Pierre Caron", true)]
    [TestCase("Jean Dupont", "Dupond Jean", true)]
    [TestCase("Zoé Lefèvre", "Zoé Lefebvre", true)]
    [TestCase("Zoé Lefebvre", "Zoé Lefevbre", true)]
    [TestCase("Lison Hautelande", "Lison Aubelande", false)]
    [TestCase("Alix Hautebruyère", "Alix Chantebruyère", false)]
    [TestCase("Anne Marin", "Anne Morin", false)]
    [TestCase("Michel Dupont", "Michèle Dupont", false)]
    [TestCase("Louis Bernard", "Louise Bernard", false)]
    [TestCase("Jean Dupont", "Jeanne Dupont", false)]
    [TestCase("Accueil", "Acceuil", false)]
    public void Names_are_near_when_somebody_would_take_them_for_one(string one, string other, bool near)
    {
        var (key, otherKey) = (Folding.WordsInAnyOrder(one), Folding.WordsInAnyOrder(other));
        Assert.That((NearNames.AreNear(key, otherKey), NearNames.AreNear(otherKey, key)), Is.EqualTo((near, near)));
    }
}
