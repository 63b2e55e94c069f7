namespace Siim94.ITSM.Features.Demo;

/// <summary>Work and training of the user support team (10.2).</summary>
sealed class SupportPlan(PublishedFigures figures, DemoReference reference)
{
    const string Department = "SUPPORT",
        Assistance = "SUPPORT-ASSISTANCE",
        Course = "SUPPORT-FORMATION",
        Preparation = "SUPPORT-PREPARATION";
    const long HalfDay = MinuteRange.MinutesPerDay / 2;
    const int PublishedYear = 2017;

    static readonly (string Label, string Activity)[] Activities =
    [
        ("Administratif", "SUPPORT-ADMIN"),
        ("Assistance", Assistance),
        ("Formation", Course),
        ("Formation Continue", "SUPPORT-CONTINUE"),
        ("Préparation formations", Preparation),
        ("Participations projets", "SUPPORT-PROJETS"),
        ("Réunions coordination", "SUPPORT-COORDINATION"),
    ];

    static readonly (string Label, string Category)[] Categories =
    [
        ("bureautiques", "BUREAUTIQUE"),
        ("métiers", "METIERS"),
        ("reclassements", "RECLASSEMENTS"),
    ];

    readonly Dictionary<string, long> published = new(
        Activities
            .Select(activity => activity.Activity)
            .Zip(
                MinuteRange.Choose(
                    [.. Activities.Select(activity => figures.Row("support-activity", PublishedYear, activity.Label))],
                    figures.Total("support-activity", PublishedYear)
                ),
                KeyValuePair.Create
            )
    );

    public IEnumerable<PlannedWork> Work() =>
        [
            .. AssistanceByApplication(2016),
            .. AssistanceByApplication(PublishedYear),
            .. Activities.Select(activity => NotOtherwisePlanned(activity.Activity)),
        ];

    /// <summary>
    /// Sessions in half-days. Only 2017 says what trainers logged; before, own trainers lead all and prepare as long as they lead.
    /// </summary>
    public IEnumerable<PlannedTraining> Training() => [.. Enumerable.Range(2014, 3).SelectMany(AllLedByOwnTrainers), .. LedAsLogged()];

    IEnumerable<PlannedTraining> AllLedByOwnTrainers(int year) =>
        Categories
            .Select(category => Sessions(year, category))
            .Select(training => training with { PreparationMinutes = training.SessionMinutes });

    List<PlannedTraining> LedAsLogged()
    {
        var sessions = Categories.Select(category => Sessions(PublishedYear, category)).ToList();
        var total = sessions.Sum(training => training.SessionMinutes);
        var external = total - InHalfDays(published[Course]);
        var preparation = InHalfDays(published[Preparation]);

        // The external trainer takes the category that has most sessions; preparation follows the length of sessions.
        var largest = sessions.MaxBy(training => training.SessionMinutes)!;
        var planned = new List<PlannedTraining>();
        foreach (var training in sessions)
        {
            var part = InHalfDays(preparation * training.SessionMinutes / total);
            preparation -= part;
            total -= training.SessionMinutes;
            planned.Add(
                training with
                {
                    OwnTrainerMinutes = training.SessionMinutes - (training == largest ? external : 0),
                    PreparationMinutes = part,
                }
            );
        }

        return planned;
    }

    PlannedTraining Sessions(int year, (string Label, string Category) category)
    {
        var people = (int)figures.Printed("support-training", $"{year} agents").Single(row => row.Label == category.Label).Value;
        var minutes = (long)(
            figures.Printed("support-training", $"{year} days").Single(row => row.Label == category.Label).Value * MinuteRange.MinutesPerDay
        );
        return new(year, category.Category, people, minutes, minutes, 0);
    }

    IEnumerable<PlannedWork> AssistanceByApplication(int year)
    {
        var rows = figures.Rows("support-assistance-application", year, label => reference.Applications[label]);
        return rows.Keys.Zip(
            MinuteRange.Choose([.. rows.Values], figures.Total("support-assistance-application", year)),
            (application, minutes) => new PlannedWork(year, Department, Assistance, null, minutes) { Application = application }
        );
    }

    /// <summary>What is left of an activity of 2017 once assistance by application and training sessions are taken off.</summary>
    PlannedWork NotOtherwisePlanned(string activity)
    {
        var planned = activity switch
        {
            Assistance => AssistanceByApplication(PublishedYear).Sum(line => line.Minutes),
            Course => LedAsLogged().Sum(training => training.OwnTrainerMinutes),
            Preparation => LedAsLogged().Sum(training => training.PreparationMinutes),
            _ => 0,
        };
        var subActivity = activity == Course ? "SUPPORT-FORMATION-BUREAUTIQUE" : null;
        return new(PublishedYear, Department, activity, subActivity, published[activity] - planned);
    }

    static long InHalfDays(long minutes) => minutes / HalfDay * HalfDay;
}
