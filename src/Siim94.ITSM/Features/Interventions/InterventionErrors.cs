namespace Siim94.ITSM.Features.Interventions;

/// <summary>Every way in which interventions and shifts refuse.</summary>
static class InterventionErrors
{
    public static Refusal AgentTwice() => Refusal.Field("Agents", "intervention.agent-twice", Words.AgentTwice);

    public static Refusal NotYours() => Refusal.Field("Agents", "intervention.not-yours", Words.NotYours);

    public static Refusal Overlaps(string agent, long intervention, DateTime from, DateTime to) =>
        Refusal.Warning("StartedAt", "intervention.overlaps", string.Format(Words.Overlaps, agent, intervention, from, to));

    public static Refusal SiteOfAnother(string site, string member) =>
        Refusal.Field("Site", "intervention.site-of-another", string.Format(Words.SiteOfAnother, site, member));

    public static Refusal TicketOfAnother(long ticket, string other, string member) =>
        Refusal.Warning("Tickets", "intervention.ticket-of-another", string.Format(Words.TicketOfAnother, ticket, other, member));
}
