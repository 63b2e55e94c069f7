namespace Siim94.ITSM.Features.Demo;

/// <summary>Visits, hotline presence and tickets of the workstation team (11.1).</summary>
sealed class AssistancePlan(PublishedFigures figures, DemoReference reference)
{
    const string Department = "ASSIST";

    // 11.1, under the table of tickets: 350 days of hotline presence in 2017.
    const int HotlineDays = 350;

    // Inferred: 2017 has no published visits. Hotline presence leaves the team the time for half of the visits of 2016, and some remote
    // help.
    const int VisitPercent = 50,
        RemotePercent = 8;

    public IEnumerable<PlannedWork> Work()
    {
        var visits = figures.Rows("onsite-member", 2016, label => reference.Members[label]);
        return
        [
            .. visits.Select(visit => OfMember(2016, "ASSIST-SITE", visit.Key, visit.Value.Middle)),
            .. visits.Select(visit => OfMember(2017, "ASSIST-SITE", visit.Key, visit.Value.Middle * VisitPercent / 100)),
            .. visits.Select(visit => OfMember(2017, "ASSIST-REMOTE", visit.Key, visit.Value.Middle * RemotePercent / 100)),
            new PlannedWork(2017, Department, "ASSIST-HOTLINE", null, HotlineDays * MinuteRange.MinutesPerDay),
        ];
    }

    public IEnumerable<PlannedTickets> Tickets() =>
        figures.Printed("hotline-member", "2017").Select(row => new PlannedTickets(2017, reference.Members[row.Label], (int)row.Value));

    static PlannedWork OfMember(int year, string activity, string member, long minutes) =>
        new(year, Department, activity, null, minutes) { Member = member };
}
