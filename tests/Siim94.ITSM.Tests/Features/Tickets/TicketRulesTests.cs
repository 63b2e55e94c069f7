using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class TicketRulesTests
{
    [TestCase("very-low", "very-low", "very-low")]
    [TestCase("very-low", "very-high", "medium")]
    [TestCase("low", "high", "medium")]
    [TestCase("medium", "low", "low")]
    [TestCase("medium", "medium", "medium")]
    [TestCase("medium", "very-high", "high")]
    [TestCase("high", "high", "high")]
    [TestCase("high", "very-high", "very-high")]
    [TestCase("very-high", "high", "very-high")]
    [TestCase("very-high", "very-high", "major")]
    public void Takes_the_priority_from_urgency_and_impact(string urgency, string impact, string priority) =>
        Assert.That(
            TicketPriority.CodeOf(TicketPriority.Of(TicketPriority.Parse(urgency)!.Value, TicketPriority.Parse(impact)!.Value)),
            Is.EqualTo(priority)
        );

    [Test]
    public void Never_lowers_the_priority_when_urgency_or_impact_rises()
    {
        for (var urgency = 1; urgency <= 5; urgency++)
        for (var impact = 1; impact <= 5; impact++)
        {
            if (urgency < 5)
                Assert.That(TicketPriority.Of(urgency + 1, impact), Is.GreaterThanOrEqualTo(TicketPriority.Of(urgency, impact)));
            if (impact < 5)
                Assert.That(TicketPriority.Of(urgency, impact + 1), Is.GreaterThanOrEqualTo(TicketPriority.Of(urgency, impact)));
        }
    }

    // Columns: may be taken in charge, planned, put on hold, resolved, closed, reopened.
    [TestCase("new", true, true, true, true, true, false)]
    [TestCase("assigned", true, true, true, true, true, false)]
    [TestCase("planned", true, true, true, true, true, false)]
    [TestCase("pending", true, true, false, true, true, false)]
    [TestCase("resolved", false, false, false, false, true, true)]
    [TestCase("closed", false, false, false, false, false, true)]
    public void Knows_what_may_follow_a_state(string from, bool takeCharge, bool plan, bool hold, bool resolve, bool close, bool reopen)
    {
        string[] steps = ["assigned", "planned", "pending", "resolved", "closed", "new"];
        Assert.That(
            steps.Select(next => TicketStatus.CanBecome(from, next)),
            Is.EqualTo(new[] { takeCharge, plan, hold, resolve, close, reopen })
        );
    }

    [TestCase("new", "Nouveau")]
    [TestCase("assigned", "En cours (attribué)")]
    [TestCase("planned", "En cours (planifié)")]
    [TestCase("pending", "En attente")]
    [TestCase("resolved", "Résolu")]
    [TestCase("closed", "Clos")]
    [SetUICulture("fr-FR")]
    public void Says_states_in_the_words_people_know(string status, string words) =>
        Assert.That(TicketStatus.NameOf(status), Is.EqualTo(words));
}
