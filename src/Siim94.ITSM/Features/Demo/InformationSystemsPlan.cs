namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// Work of the information systems team: one matrix of domains by sub-activities a year that satisfies 9.5.1, 9.5.1.1, 9.5.1.2, 9.6,
/// 9.6.1.1 and 9.6.1.2 together.
/// </summary>
/// <remarks>
/// Rows are bounded by domain and activity, domain, and the domain it belongs to; columns by sub-activity and activity. Both nest, so the
/// matrices that fit are the circulations of a network: total → upper domain → domain → domain and activity → sub-activity → activity →
/// total. Whatever fits will do, but a solution at the bounds looks odd: each cell is first kept near its proportional part, then further
/// away until something fits.
/// </remarks>
sealed class InformationSystemsPlan(PublishedFigures figures, DemoReference reference, DemoProjects projects)
{
    const string Department = "SI",
        Run = "SI-MCO",
        Project = "SI-PROJET",
        Internal = "SI-INTERNE",
        Management = "SI-DOMAINE";
    const string UpperDomain = "Système d'information global",
        LowerDomain = "Communication et relations publiques";
    const int FirstYear = 2015,
        FirstYearByActivity = 2016,
        LastYear = 2017;
    const int ShareDecimals = 1;

    static readonly (string Code, string Label)[] Activities =
    [
        (Run, "MCO"),
        (Internal, "Interne SIIM94"),
        (Management, "Gestion Domaine"),
        (Project, "Projet"),
    ];

    static readonly PlannedColumn[] Columns =
    [
        new(Run, "SI-MCO-SUIVI", "si-mco", "Suivi d'application"),
        new(Run, "SI-MCO-ADMIN", "si-mco", "Administratif"),
        new(Run, "SI-MCO-FORMATION", "si-mco", "Formation"),
        new(Internal, null, "si-general", "Interne SIIM94"),
        new(Management, null, "si-general", "Gestion Domaine"),
        new(Project, "SI-PROJET-AMOA", "si-project", "AMOA"),
        new(Project, "SI-PROJET-DEV", "si-project", "Conception / Développement"),
        new(Project, "SI-PROJET-CONDUITE", "si-project", "conduite de projet"),
    ];

    // Shares are bounds once the run total is known: totals are tried every three minutes, from the printed one outwards.
    const long RunTotalStep = 3;

    /// <summary>The work of all years. Refused with an <see cref="InfeasibleException"/> when the tables have no common solution.</summary>
    public IEnumerable<PlannedWork> Work()
    {
        var matrices = new Dictionary<int, Dictionary<(string Domain, PlannedColumn Column), long>>();
        for (var year = LastYear; year >= FirstYear; year--)
        {
            var proportional = year >= FirstYearByActivity ? ProportionalParts(year) : LikeTheNextYear(year, matrices[year + 1]);
            matrices[year] = Solve(year, proportional);
        }

        return matrices.OrderBy(matrix => matrix.Key).SelectMany(matrix => Lines(matrix.Key, matrix.Value));
    }

    Dictionary<(string, PlannedColumn), long> Solve(int year, Dictionary<(string, PlannedColumn), long> proportional)
    {
        var runTotal = figures.Row("si-general", year, "MCO").And(figures.Total("si-mco", year));
        if (year >= FirstYearByActivity)
            runTotal = runTotal.And(figures.Total("si-mco-domain", year));
        IReadOnlyList<string> conflict = [];
        foreach (var tolerance in MinuteRange.TolerancePercents)
        {
            foreach (var minutes in Outwards(runTotal))
            {
                if (TrySolve(year, minutes, proportional, tolerance, out conflict) is { } matrix)
                    return matrix;
            }
        }

        throw new InfeasibleException(conflict);
    }

    Dictionary<(string, PlannedColumn), long>? TrySolve(
        int year,
        long runMinutes,
        Dictionary<(string, PlannedColumn), long> proportional,
        long? tolerance,
        out IReadOnlyList<string> conflict
    )
    {
        var network = new BoundedCirculation();
        var total = network.AddNode();
        var activities = Activities.ToDictionary(activity => activity.Code, _ => network.AddNode());
        var columns = Columns.ToDictionary(column => column, _ => network.AddNode());
        var cells = new Dictionary<(string, PlannedColumn), int>();

        var grandTotal = network.AddNode();
        Bound(grandTotal, total, figures.Total("si-domain", year), $"9.6, total of {year}");
        foreach (var (code, label) in Activities)
        {
            var range = figures.Row("si-general", year, label);
            if (code == Run)
                range = MinuteRange.Exactly(runMinutes);
            if (code == Project)
                range = range.And(figures.Total("si-project", year)).And(ProjectTotalByDomain(year));
            Bound(activities[code], grandTotal, range, $"9.5.1, {label} in {year}");
        }

        foreach (var column in Columns)
        {
            Bound(
                columns[column],
                activities[column.Activity],
                figures.Row(column.Table, year, column.Label),
                $"{column.Table}, {column.Label} in {year}"
            );
        }

        var byActivity = RangesByActivity(year, runMinutes);
        foreach (var (upper, range) in DomainRanges(year))
        {
            var upperNode = network.AddNode();
            Bound(total, upperNode, range, $"9.6, {upper} in {year}");
            foreach (var domain in DomainsUnder(upper, year))
            {
                foreach (var (activity, _) in Activities)
                {
                    var node = network.AddNode();
                    Bound(upperNode, node, byActivity(domain, activity), $"9.6.1, {domain} and {activity} in {year}");
                    foreach (var column in Columns.Where(column => column.Activity == activity))
                    {
                        cells[(domain, column)] = Bound(
                            node,
                            columns[column],
                            MinuteRange.Near(proportional.GetValueOrDefault((domain, column)), tolerance),
                            ""
                        );
                    }
                }
            }
        }

        return network.TrySolve(out conflict) is not { } flows ? null : cells.ToDictionary(cell => cell.Key, cell => flows[cell.Value]);

        int Bound(int from, int to, MinuteRange range, string name) => network.AddEdge(from, to, range.Least, range.Most, name);
    }

    /// <summary>The domains that 9.6 counts under one of its rows.</summary>
    static IEnumerable<string> DomainsUnder(string upper, int year) =>
        upper == UpperDomain && year >= FirstYearByActivity ? [upper, LowerDomain] : [upper];

    Dictionary<string, MinuteRange> DomainRanges(int year) => figures.Rows("si-domain", year, Functional);

    MinuteRange ProjectTotalByDomain(int year) => year >= FirstYearByActivity ? figures.Total("si-project-domain", year) : MinuteRange.Any;

    /// <summary>
    /// What 9.6.1.1 and 9.6.1.2 say of a domain's run and project work, days and shares. A row that is blank or missing is no work.
    /// </summary>
    Func<string, string, MinuteRange> RangesByActivity(int year, long runMinutes)
    {
        if (year < FirstYearByActivity)
        {
            // The projects of 9.6 that are run work need at least their own days.
            var runProjects = DematerialisationPlan.RunDays(figures, year) with { Most = BoundedCirculation.Unlimited };
            return (domain, activity) => (domain, activity) is (DemoProjects.Dematerialisation, Run) ? runProjects : MinuteRange.Any;
        }

        var run = figures.Rows("si-mco-domain", year, Functional);
        var shares = figures
            .Printed("si-mco-domain", $"{year} %")
            .ToDictionary(
                row => Functional(row.Label),
                row => MinuteRange.OfShare(row.Value, ShareDecimals, runMinutes),
                StringComparer.Ordinal
            );
        var project = figures.Rows("si-project-domain", year, Functional);
        return (domain, activity) =>
            activity switch
            {
                Run => run.TryGetValue(domain, out var days) ? days.And(shares[domain]) : MinuteRange.None,
                Project => project.GetValueOrDefault(domain),
                _ => domain == LowerDomain ? MinuteRange.None : MinuteRange.Any,
            };
    }

    /// <summary>
    /// A domain's work on an activity spread over sub-activities as the whole is; what is neither run nor project, over internal work and
    /// management.
    /// </summary>
    Dictionary<(string, PlannedColumn), long> ProportionalParts(int year)
    {
        var run = figures.Rows("si-mco-domain", year, Functional);
        var project = figures.Rows("si-project-domain", year, Functional);
        var parts = new Dictionary<(string, PlannedColumn), long>();
        foreach (var (upper, range) in DomainRanges(year))
        {
            foreach (var domain in DomainsUnder(upper, year))
            {
                var ofRun = run.GetValueOrDefault(domain).Middle;
                var ofProject = project.GetValueOrDefault(domain).Middle;
                var rest = domain == LowerDomain ? 0 : Math.Max(0, range.Middle - ofRun - ofProject);
                foreach (var column in Columns)
                {
                    var amount = column.Activity switch
                    {
                        Run => ofRun,
                        Project => ofProject,
                        _ => rest,
                    };
                    var siblings = Columns.Where(other => Pot(other) == Pot(column));
                    parts[(domain, column)] = amount * Printed(column, year) / siblings.Sum(other => Printed(other, year));
                }
            }
        }

        return parts;

        static string Pot(PlannedColumn column) => column.Activity is Run or Project ? column.Activity : "";
    }

    /// <summary>
    /// The mix of each domain in the next year, scaled in turn to the year's sub-activities and to its domains until both nearly hold.
    /// </summary>
    Dictionary<(string, PlannedColumn), long> LikeTheNextYear(int year, Dictionary<(string Domain, PlannedColumn Column), long> next)
    {
        const int rounds = 50;
        var domains = DomainRanges(year);
        var parts = next.Where(cell => domains.ContainsKey(cell.Key.Domain)).ToDictionary(cell => cell.Key, cell => (double)cell.Value);
        for (var round = 0; round < rounds; round++)
        {
            Scale(cell => cell.Column, column => Printed(column, year));
            Scale(cell => cell.Domain, domain => domains[domain].Middle);
        }

        return parts.ToDictionary(cell => cell.Key, cell => (long)Math.Round(cell.Value));

        void Scale<T>(Func<(string Domain, PlannedColumn Column), T> axis, Func<T, long> wanted)
        {
            foreach (var line in parts.Keys.GroupBy(axis).ToList())
            {
                var sum = line.Sum(cell => parts[cell]);
                foreach (var cell in line.Where(_ => sum > 0))
                    parts[cell] *= wanted(line.Key) / sum;
            }
        }
    }

    IEnumerable<PlannedWork> Lines(int year, Dictionary<(string Domain, PlannedColumn Column), long> matrix)
    {
        var work = matrix
            .Where(cell => cell.Value > 0)
            .Select(cell => new PlannedWork(year, Department, cell.Key.Column.Activity, cell.Key.Column.SubActivity, cell.Value)
            {
                Domain = cell.Key.Domain,
            })
            .ToLookup(line => line.Domain == DemoProjects.Dematerialisation);
        return new DematerialisationPlan(figures, projects)
            .Assign(year, [.. work[true]])
            .Concat(work[false])
            .SelectMany(line => line is { Activity: Project, Project: null } ? DemoProjects.Spread(line) : [line]);
    }

    static IEnumerable<long> Outwards(MinuteRange range)
    {
        yield return range.Middle;
        for (var step = RunTotalStep; step <= range.Most - range.Least; step += RunTotalStep)
        {
            if (range.Middle - step >= range.Least)
                yield return range.Middle - step;
            if (range.Middle + step <= range.Most)
                yield return range.Middle + step;
        }
    }

    long Printed(PlannedColumn column, int year) => figures.Row(column.Table, year, column.Label).Middle;

    string Functional(string label) => reference.FunctionalDomains[label];

    /// <summary>A sub-activity, or an activity that has none, and the row that prints it.</summary>
    sealed record PlannedColumn(string Activity, string? SubActivity, string Table, string Label);
}
