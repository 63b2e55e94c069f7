namespace Siim94.ITSM.Features.Demo;

/// <summary>Assigns the work of the domain Dématérialisation to the projects that 9.6 prints; the table cuts across activities.</summary>
sealed class DematerialisationPlan(PublishedFigures figures, DemoProjects projects)
{
    const string Table = "si-dematerialisation";

    // Its name says that it is run work; the others take from every activity.
    const string RunProject = "LEGALBOX MCO";
    const string Run = "SI-MCO",
        Project = "SI-PROJET";

    // The table lists the projects active in 2017: in that year no project work is left for another.
    const int YearOfTheList = 2017;

    /// <summary>Days of a year that the run project needs.</summary>
    public static MinuteRange RunDays(PublishedFigures figures, int year) => figures.Row(Table, year, RunProject);

    /// <summary>
    /// The same work, split by project; what is left has none. Refused with an <see cref="InfeasibleException"/> when the printed projects
    /// do not fit into the work.
    /// </summary>
    public IEnumerable<PlannedWork> Assign(int year, IReadOnlyList<PlannedWork> work)
    {
        var rows = figures.Rows(Table, year, label => label);
        var total = figures.Total(Table, year);
        IReadOnlyList<string> conflict = [];
        var wanted = new ProportionalParts(work, rows);
        foreach (var tolerance in MinuteRange.TolerancePercents)
        {
            var network = new BoundedCirculation();
            var all = network.AddNode();
            var listed = network.AddNode();
            network.AddEdge(listed, all, total.Least, total.Most, $"9.6, total of projects in {year}");
            var labels = rows.ToDictionary(row => row.Key, _ => network.AddNode());
            foreach (var (label, range) in rows)
                network.AddEdge(labels[label], listed, range.Least, range.Most, $"9.6, {label} in {year}");

            var parts = new List<(PlannedWork Part, int Edge)>();
            foreach (var line in work)
            {
                var node = network.AddNode();
                network.AddEdge(all, node, line.Minutes, line.Minutes, $"{line.SubActivity ?? line.Activity} in {year}");
                foreach (var label in rows.Keys.Where(label => label != RunProject || line.Activity == Run))
                {
                    var range = MinuteRange.Near(wanted.Of(line, label), tolerance);
                    parts.Add(
                        (line with { Project = projects.CodeOf(label) }, network.AddEdge(node, labels[label], range.Least, range.Most))
                    );
                }

                var mayBeLeft = line.Activity != Project || year != YearOfTheList;
                parts.Add((line, network.AddEdge(node, all, 0, mayBeLeft ? line.Minutes : 0)));
            }

            if (network.TrySolve(out conflict) is { } flows)
            {
                return parts.Select(part => part.Part with { Minutes = flows[part.Edge] }).Where(part => part.Minutes > 0);
            }
        }

        throw new InfeasibleException(conflict);
    }

    /// <summary>Each project's days spread as the work that is open to it: run work less the run project, all other work.</summary>
    sealed class ProportionalParts(IReadOnlyList<PlannedWork> work, Dictionary<string, MinuteRange> rows)
    {
        readonly long run = work.Where(line => line.Activity == Run).Sum(line => line.Minutes);
        readonly long all = work.Sum(line => line.Minutes);
        readonly long runProject = rows[RunProject].Middle;

        public long Of(PlannedWork line, string label)
        {
            var minutes = rows[label].Middle;
            if (label == RunProject)
                return minutes * line.Minutes / run;

            var open = line.Activity == Run ? line.Minutes * (run - runProject) / run : line.Minutes;
            return minutes * open / (all - runProject);
        }
    }
}
