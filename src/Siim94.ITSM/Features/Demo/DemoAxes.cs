using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// Members and applications that no published table fixes: chosen plausibly, so that every page of a member has something to show.
/// </summary>
sealed class DemoAxes(ReferentialData referentials, Random random)
{
    static readonly string[] Towns =
    [
        "VITRY",
        "VITRY",
        "VITRY",
        "IVRY",
        "IVRY",
        "VILLEJUIF",
        "VILLEJUIF",
        "CHAMPIGNY",
        "ARCUEIL",
        "GENTILLY",
        "GOSB",
    ];
    static readonly string[] HousingOffices = ["OPALY", "OPH-IVRY", "OPH-VILLEJUIF", "OPH-VITRY"];

    /// <summary>Adds to a line of the information systems department the member and application it was for.</summary>
    public TimeEntryFields Complete(PlannedWork work, TimeEntryFields entry) =>
        work.Department != "SI"
            ? entry
            : entry with
            {
                Member = work switch
                {
                    { Activity: "SI-INTERNE" } => "SIIM94",
                    { Domain: "Offices HLM" } => Any(HousingOffices),
                    _ => random.Next(5) < 2 ? "MULTI" : Any(Towns),
                },
                Application = work.SubActivity == "SI-MCO-SUIVI" ? ApplicationOf(work.Domain!) : null,
            };

    /// <summary>People of one to three towns.</summary>
    public IReadOnlyList<(string Member, int People)> Attendances(int people)
    {
        var towns = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(Towns)).Distinct().ToList();
        return
        [
            .. towns
                .Zip(Shares.Split(people, [.. towns.Select(_ => 1L)]), (town, share) => (town, (int)share))
                .Where(attendance => attendance.Item2 > 0),
        ];
    }

    string? ApplicationOf(string domain)
    {
        var domainId = referentials.Domains.Find(domain)[0].Id;
        var applications = referentials
            .Applications.Where(application => application.DomainId == domainId)
            .OrderBy(application => application.Id)
            .ToList();
        return applications.Count > 0 ? applications[random.Next(applications.Count)].Code : null;
    }

    string Any(string[] codes) => codes[random.Next(codes.Length)];
}
