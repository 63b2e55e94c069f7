using System.Diagnostics;
using System.Text;
using Siim94.ITSM.Features.Demo;
using Siim94.ITSM.Features.Reconciliation;

namespace Siim94.ITSM.Tests.Features.Demo;

/// <summary>Recomputes every published table from the plan, with a reading of the tables of its own.</summary>
public sealed class DemoPlanTests
{
    static readonly PublishedFile Published = PublishedFile.Parse(Read("published-tables.json"));
    static readonly DemoPlan Plan = DemoPlan.Build(Published, Read("reference.json"));

    // Labels of the tables whose meaning folding alone does not give.
    static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["MCO"] = "MCO",
        ["PROJETS"] = "INFRA-PROJETS",
        ["ADMIN"] = "INFRA-ADMIN",
        ["LOGISTIQUE"] = "INFRA-LOGISTIQUE",
        ["Interne SIIM94"] = "SI-INTERNE",
        ["Gestion Domaine"] = "SI-DOMAINE",
        ["Projet"] = "SI-PROJET",
        ["Suivi d'application"] = "SI-MCO-SUIVI",
        ["AMOA"] = "SI-PROJET-AMOA",
        ["Conception / Développement"] = "SI-PROJET-DEV",
        ["conduite de projet"] = "SI-PROJET-CONDUITE",
        ["Assistance"] = "SUPPORT-ASSISTANCE",
        ["Formation Continue"] = "SUPPORT-CONTINUE",
        ["Préparation formations"] = "SUPPORT-PREPARATION",
        ["Participations projets"] = "SUPPORT-PROJETS",
        ["Réunions coordination"] = "SUPPORT-COORDINATION",
        ["RH"] = "Ressources humaines",
        ["OPH"] = "Offices HLM",
        ["AFFAIRES CIVILES"] = "Affaires civiles et citoyennes",
        ["Affaires Civiles & Citoyennes"] = "Affaires civiles et citoyennes",
        ["FAMILLES"] = "Affaires familiales",
        ["SANTE"] = "Santé publique",
        ["affaires sociales"] = "Action sociale",
        ["Habitat-Urbanisme-Patrimoine"] = "Habitat, urbanisme, patrimoine",
        ["S.I.G. & Developpement Economique"] = "SIG et développement économique",
        ["S.I.G. & Développement Economique"] = "SIG et développement économique",
        ["Communication & R.P."] = "Communication et relations publiques",
        ["Sedit"] = "Sedit RH",
        ["Business Object"] = "Business Objects",
        ["Ivry/Seine"] = "IVRY",
        ["Vitry/Seine"] = "VITRY",
        ["OPH de Vitry/Seine"] = "OPH-VITRY",
        ["OPH de Vitry"] = "OPH-VITRY",
        ["OPH d Ivry/Seine"] = "OPH-IVRY",
        ["OPH d'Ivry"] = "OPH-IVRY",
        ["OPH de Villejuif"] = "OPH-VILLEJUIF",
        ["Théâtre d IVRY (Antoine VITEZ)"] = "VITEZ",
        ["Ecole Ivry"] = "ECOLES-IVRY",
        ["Ecoles Ivry"] = "ECOLES-IVRY",
        ["Ecole Gentilly"] = "ECOLES-GENTILLY",
        ["Ecole Villejuif"] = "ECOLES-VILLEJUIF",
        ["SIIM94 ET HOTLINE"] = "SIIM94",
        ["**INTERNE"] = "SIIM94",
        ["Interne SIIM"] = "SIIM94",
        ["**MULTI"] = "MULTI",
        ["S.M.B.V.B."] = "SMBVB",
    };

    const long DayMinutes = 420;

    // 95 minutes are 226,190.476 microdays: nearly the worst rounding, always the same way.
    const long UnevenMinutes = 95;

    static readonly string[] Contradictory = ["si-general 2015", "si-general 2016", "si-general 2017", "si-mco 2015", "si-mco 2016"];

    static IEnumerable<TestCaseData> DayColumns() =>
        from table in Published.Tables
        where table.Id is not ("support-training" or "hotline-member")
        from column in table.Columns
        where !column.EndsWith('%')
        from lineMinutes in (long[])[DayMinutes, UnevenMinutes]
        select new TestCaseData(table.Id, column, lineMinutes);

    [TestCaseSource(nameof(DayColumns))]
    public void Every_row_prints_as_published(string id, string column, long lineMinutes)
    {
        var table = Published.Tables.Single(candidate => candidate.Id == id);
        foreach (var row in table.Rows)
        {
            var lines = LinesOf(id, Year(column)).Where(line => Fold(AxisOf(id, line)) == Fold(Meaning(id, row.Label))).ToList();
            var expected = row.Values[ColumnIndex(table, column)];
            Assert.That(lines.Count == 0 ? (decimal?)null : Print(lines, table.Decimals, lineMinutes), Is.EqualTo(expected), row.Label);
            if (expected is 0)
                Assert.That(lines.Sum(line => line.Minutes), Is.GreaterThan(0), row.Label);
        }
    }

    [TestCaseSource(nameof(DayColumns))]
    public void Every_total_that_its_rows_do_not_contradict_prints_as_published(string id, string column, long lineMinutes)
    {
        var table = Published.Tables.Single(candidate => candidate.Id == id);
        if (table.PublishedTotals is null || Contradictory.Contains($"{id} {column}"))
            return;

        Assert.That(
            Print(LinesOf(id, Year(column)), table.Decimals, lineMinutes),
            Is.EqualTo(table.PublishedTotals[ColumnIndex(table, column)])
        );
    }

    [Test]
    public void No_line_falls_on_a_row_that_is_not_published()
    {
        foreach (var table in Published.Tables.Where(table => table.Id is not ("support-training" or "hotline-member")))
        {
            var known = table.Rows.Select(row => Fold(Meaning(table.Id, row.Label))).ToHashSet();
            foreach (var year in table.Columns.Select(Year).Distinct())
            {
                Assert.That(
                    LinesOf(table.Id, year).Where(line => !known.Contains(Fold(AxisOf(table.Id, line)))),
                    Is.Empty,
                    $"{table.Id} {year}"
                );
            }
        }
    }

    [TestCase("2016 %", 2016, 2, DayMinutes)]
    [TestCase("2016 %", 2016, 2, UnevenMinutes)]
    [TestCase("2017 %", 2017, 3, DayMinutes)]
    [TestCase("2017 %", 2017, 3, UnevenMinutes)]
    public void Every_share_of_run_work_prints_as_published(string column, int year, int index, long lineMinutes)
    {
        var table = Published.Tables.Single(candidate => candidate.Id == "si-mco-domain");
        Assert.That(table.Columns[index], Is.EqualTo(column));
        var lines = LinesOf(table.Id, year).ToList();
        foreach (var row in table.Rows)
        {
            var part = lines.Where(line => Fold(line.Domain) == Fold(Meaning(table.Id, row.Label))).ToList();
            var share = part.Count == 0 ? (decimal?)null : Round(100m * MicroDays(part, lineMinutes) / MicroDays(lines, lineMinutes), 1);
            Assert.That(share, Is.EqualTo(row.Values[index]), row.Label);
        }
    }

    [Test]
    public void Training_is_as_published_in_half_days()
    {
        var table = Published.Tables.Single(candidate => candidate.Id == "support-training");
        string[] categories = ["BUREAUTIQUE", "METIERS", "RECLASSEMENTS"];
        for (var column = 0; column < table.Columns.Count; column++)
        {
            for (var row = 0; row < table.Rows.Count; row++)
            {
                var training = Plan.Training.Single(t => t.Year == Year(table.Columns[column]) && t.Category == categories[row]);
                var value = table.Columns[column].EndsWith("days", StringComparison.Ordinal)
                    ? training.SessionMinutes / 420m
                    : training.People;
                Assert.That(value, Is.EqualTo(table.Rows[row].Values[column]));
            }
        }

        foreach (var training in Plan.Training)
        {
            Assert.That(training.SessionMinutes % 210 + training.OwnTrainerMinutes % 210 + training.PreparationMinutes % 210, Is.Zero);
            Assert.That(training.OwnTrainerMinutes, Is.InRange(0, training.SessionMinutes));
        }

        Assert.That(Plan.Training.Where(t => t.Year == 2017).Sum(t => t.SessionMinutes - t.OwnTrainerMinutes), Is.EqualTo(13.5 * 420));
    }

    [Test]
    public void Tickets_are_as_published()
    {
        var table = Published.Tables.Single(candidate => candidate.Id == "hotline-member");
        Assert.That(
            Plan.Tickets.Select(tickets => (Fold(tickets.Member), (decimal?)tickets.Count)),
            Is.EquivalentTo(table.Rows.Select(row => (Fold(Meaning(table.Id, row.Label)), row.Values[0])))
        );
        Assert.That(Plan.Tickets.Sum(tickets => tickets.Count), Is.EqualTo(489));
    }

    [Test]
    public void Hotline_presence_is_350_days() =>
        Assert.That(Plan.Work.Where(line => line.Activity == "ASSIST-HOTLINE").Sum(line => line.Minutes), Is.EqualTo(350 * 420));

    [Test]
    public void Every_line_carries_the_axes_that_its_activity_requires()
    {
        foreach (var line in Plan.Work)
        {
            Assert.That(line.Minutes, Is.GreaterThan(0), $"{line}");
            Assert.That(
                line.Domain is not null,
                Is.EqualTo(line.Department == "SI" || line.SubActivity is "INFRA-MCO-SYS" or "INFRA-MCO-APP"),
                $"{line}"
            );
            if (line.Activity == "SI-PROJET")
                Assert.That(line.Project, Is.Not.Null, $"{line}");
            if (line.SubActivity == "INFRA-MCO-ADH" || line.Activity is "ASSIST-SITE" or "ASSIST-REMOTE")
                Assert.That(line.Member, Is.Not.Null, $"{line}");
            Assert.That(
                line.SubActivity is not null,
                Is.EqualTo(line.Activity is "INFRA-MCO" or "SI-MCO" or "SI-PROJET" or "SUPPORT-FORMATION"),
                $"{line}"
            );
            if (line.Project is { } code)
                Assert.That(Plan.Projects.Single(project => project.Code == code).Domain, Is.EqualTo(line.Domain), $"{line}");
        }
    }

    [Test]
    public void Lines_are_planned_once_and_projects_have_codes_of_their_own()
    {
        Assert.That(Plan.Work.Select(line => line with { Minutes = 1 }), Is.Unique);
        Assert.That(Plan.Projects.Select(project => project.Code), Is.Unique);
        Assert.That(Plan.Projects.Select(project => project.Name), Is.Unique);
        Assert.That(Plan.Projects.Select(project => project.Code.Length), Has.All.LessThanOrEqualTo(40));
    }

    [Test]
    public void The_run_project_takes_run_work_only() =>
        Assert.That(Plan.Work.Where(line => line.Project == "DEMAT-LEGALBOX-MCO").Select(line => line.Activity), Has.All.EqualTo("SI-MCO"));

    [Test]
    public void Project_work_of_dematerialisation_in_2017_is_on_projects_that_are_published() =>
        Assert.That(
            Plan.Work.Where(line => line is { Year: 2017, Domain: "Dématérialisation", Project: not null })
                .Select(line => Plan.Projects.Single(project => project.Code == line.Project).Alias),
            Has.All.Not.Null
        );

    [Test]
    public void The_plan_is_the_same_every_time_and_soon_made()
    {
        var watch = Stopwatch.StartNew();
        var again = DemoPlan.Build(Published, Read("reference.json"));
        watch.Stop();
        TestContext.Out.WriteLine($"{again.Work.Count} amounts planned in {watch.ElapsedMilliseconds} ms");

        Assert.That(again.Work, Is.EqualTo(Plan.Work));
        Assert.That(again.Training, Is.EqualTo(Plan.Training));
        Assert.That(again.Tickets, Is.EqualTo(Plan.Tickets));
        Assert.That(again.Projects, Is.EqualTo(Plan.Projects));
    }

    [Test]
    public void Refuses_more_work_than_the_staff_can_do()
    {
        var understaffed = Encoding
            .UTF8.GetString(Read("reference.json"))
            .Replace("\"fullTimeHundredths\": 1350", "\"fullTimeHundredths\": 1200", StringComparison.Ordinal);

        var refusal = Assert.Throws<InvalidOperationException>(() => DemoPlan.Build(Published, Encoding.UTF8.GetBytes(understaffed)));

        Assert.That(refusal!.Message, Does.StartWith("SI would work"));
    }

    [Test]
    public void Names_the_figures_that_cannot_hold_together()
    {
        // As printed, the columns of 9.6.1.1 do not fit into 9.6: exchanging them beforehand undoes the correction.
        var tables = Published.Tables.Select(table =>
            table.Id != "si-project-domain" ? table : table with { Columns = [.. table.Columns.Reverse()] }
        );

        var refusal = Assert.Throws<InfeasibleException>(() =>
            DemoPlan.Build(Published with { Tables = [.. tables] }, Read("reference.json"))
        );

        Assert.That(refusal!.Message, Does.Contain("in 2017"));
    }

    static IEnumerable<PlannedWork> LinesOf(string id, int year)
    {
        var lines = Plan.Work.Where(line => line.Year == year);
        return id switch
        {
            "infra-general" => lines.Where(line => line.Department == "INFRA" && line.Team != "ASSIST-TECH"),
            "infra-mco-domain" => lines.Where(line => line.SubActivity == "INFRA-MCO-SYS"),
            "infra-mco-application" => lines.Where(line => line.SubActivity == "INFRA-MCO-APP"),
            "infra-mco-member" => lines.Where(line => line.SubActivity == "INFRA-MCO-ADH"),
            "si-general" or "si-domain" => lines.Where(line => line.Department == "SI"),
            "si-mco" or "si-mco-domain" => lines.Where(line => line.Activity == "SI-MCO"),
            "si-project" or "si-project-domain" => lines.Where(line => line.Activity == "SI-PROJET"),
            "si-dematerialisation" => lines.Where(line => line.Domain == "Dématérialisation" && ProjectAlias(line) is not null),
            "support-activity" => lines.Where(line => line.Department == "SUPPORT").Concat(TrainingLines(year)),
            "support-assistance-application" => lines.Where(line => line is { Activity: "SUPPORT-ASSISTANCE", Application: not null }),
            "onsite-member" => lines.Where(line => line.Activity == "ASSIST-SITE"),
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "no such table"),
        };
    }

    // What sessions log: their own trainers' days and the preparation.
    static IEnumerable<PlannedWork> TrainingLines(int year) =>
        Plan
            .Training.Where(training => training.Year == year)
            .SelectMany(training =>
                (PlannedWork[])
                    [
                        new(year, "SUPPORT", "SUPPORT-FORMATION", $"SUPPORT-FORMATION-{training.Category}", training.OwnTrainerMinutes),
                        new(year, "SUPPORT", "SUPPORT-PREPARATION", null, training.PreparationMinutes),
                    ]
            );

    static string AxisOf(string id, PlannedWork line) =>
        id switch
        {
            "infra-general" or "si-general" => line.Activity is "INFRA-MCO" or "SI-MCO" ? "MCO" : line.Activity,
            "support-activity" => line.Activity,
            "si-mco" or "si-project" => line.SubActivity!,
            "infra-mco-member" or "onsite-member" => line.Member!,
            "support-assistance-application" => line.Application!,
            "si-dematerialisation" => ProjectAlias(line)!,
            "si-domain" when line.Domain == "Communication et relations publiques" => "Système d'information global",
            _ => line.Domain!,
        };

    static string? ProjectAlias(PlannedWork line) => Plan.Projects.SingleOrDefault(project => project.Code == line.Project)?.Alias;

    static string Meaning(string id, string label) =>
        (id, label) switch
        {
            ("si-mco", "Administratif") => "SI-MCO-ADMIN",
            ("si-mco", "Formation") => "SI-MCO-FORMATION",
            ("support-activity", "Administratif") => "SUPPORT-ADMIN",
            ("support-activity", "Formation") => "SUPPORT-FORMATION",
            _ => Meanings.GetValueOrDefault(label, label),
        };

    // The two year columns of 9.6.1.1 are exchanged in print.
    static int ColumnIndex(PublishedTable table, string column) =>
        table
            .Columns.ToList()
            .IndexOf(
                table.Id != "si-project-domain" ? column
                : column == "2016" ? "2017"
                : "2016"
            );

    static int Year(string column) => int.Parse(column[..4], System.Globalization.CultureInfo.InvariantCulture);

    static string Fold(string? text) => Folding.Fold(text ?? "");

    static decimal Print(IEnumerable<PlannedWork> lines, int decimals, long lineMinutes) =>
        Round(MicroDays(lines, lineMinutes) / 1_000_000m, decimals);

    // Each amount is logged in lines of so many minutes, and a last one for what is left.
    static long MicroDays(IEnumerable<PlannedWork> lines, long lineMinutes) =>
        lines.Sum(line => line.Minutes / lineMinutes * MicroDays(lineMinutes) + MicroDays(line.Minutes % lineMinutes));

    static long MicroDays(long minutes) => (long)Round(minutes * 1_000_000m / 420, 0);

    static decimal Round(decimal value, int decimals) => decimal.Round(value, decimals, MidpointRounding.AwayFromZero);

    static byte[] Read(string name) => SeedFiles.Read(name);
}
