using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Tests.Features.Training;

sealed class ListTrainingSessionsTests
{
    TestApp app = null!;
    string trainer = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        trainer = await app.AnAgent("SUPPORT");
        await Session(6, "BUREAUTIQUE", "ARCUEIL");
        await Session(8, "METIERS", "IVRY");
        await Session(7, "BUREAUTIQUE", "IVRY");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task Session(int day, string category, string member) =>
        app.Send(
            new LogTrainingSession
            {
                Category = category,
                StartsOn = new DateOnly(2017, 3, day),
                Days = 1,
                Trainers = [trainer],
                Attendances = [new() { Member = member, People = 4 }],
            }
        );

    static IEnumerable<int> Days(Page<TrainingSessionDetails> page) => page.Items.Select(session => session.StartsOn.Day);

    [Test]
    public async Task Lists_newest_first_page_by_page()
    {
        var first = await app.Send(new ListTrainingSessions { Limit = 2 });
        Assert.That(Days(first), Is.EqualTo(new[] { 8, 7 }));
        Assert.That(Days(await app.Send(new ListTrainingSessions { Limit = 2, After = first.Next })), Is.EqualTo(new[] { 6 }));
        Assert.That(await app.Send(new CountTrainingSessions(new() { Limit = 2, After = first.Next })), Is.EqualTo(3), "on all pages");
    }

    [Test]
    public async Task Keeps_to_a_trainer_and_to_a_member()
    {
        Assert.That(Days(await app.Send(new ListTrainingSessions { Agent = trainer, Member = "IVRY" })), Is.EqualTo(new[] { 8, 7 }));
        var other = await app.AnAgent("SUPPORT");
        Assert.That(Days(await app.Send(new ListTrainingSessions { Agent = other })), Is.Empty);
    }

    [Test]
    public async Task Keeps_to_a_category_and_to_days()
    {
        Assert.That(Days(await app.Send(new ListTrainingSessions { Category = "BUREAUTIQUE" })), Is.EqualTo(new[] { 7, 6 }));
        Assert.That(
            Days(await app.Send(new ListTrainingSessions { From = new(2017, 3, 7), To = new(2017, 3, 7) })),
            Is.EqualTo(new[] { 7 })
        );
    }

    [Test]
    public async Task Shows_a_member_the_sessions_that_its_people_were_at() =>
        Assert.That(
            Days(await app.SendAs(await app.AUser(Role.MemberContact, "IVRY"), new ListTrainingSessions())),
            Is.EqualTo(new[] { 8, 7 })
        );

    static readonly IReadOnlyDictionary<string, Func<TrainingSessionDetails, IComparable>> Oracle = new Dictionary<
        string,
        Func<TrainingSessionDetails, IComparable>
    >
    {
        ["startsOn"] = session => session.StartsOn,
        ["title"] = session => Folded(session.Title),
        ["trainers"] = session => session.TrainerNames.Min(Folded)!,
        ["people"] = session => session.Attendances.Sum(a => a.People)!,
        ["days"] = session => session.Days,
    };

    static string Folded(string text) => text.ToLowerInvariant().Replace('é', 'e');

    [Test]
    public async Task Sorts_by_each_heading_page_by_page_as_its_reader_sees_them()
    {
        foreach (var (title, member, people) in new[] { ("étoile", "IVRY", 9), ("Zèbre", "ARCUEIL", 2), ("Aube", "IVRY", 1) })
            await app.Send(
                new LogTrainingSession
                {
                    Category = "METIERS",
                    Title = title,
                    StartsOn = new(2017, 3, 20 + people),
                    Days = people > 5 ? 1 : 0.5m,
                    Trainers = [await app.AnAgent("SUPPORT"), trainer],
                    Attendances = [new() { Member = member, People = people }, new() { Member = "GENTILLY", People = 7 }],
                }
            );
        await SortsByEachHeading(list => app.Send(list));
        var contact = await app.AUser(Role.MemberContact, "IVRY");
        await SortsByEachHeading(list => app.SendAs(contact, list));
    }

    static async Task SortsByEachHeading(Func<ListTrainingSessions, Task<Page<TrainingSessionDetails>>> ask)
    {
        var all = (await ask(new())).Items;
        foreach (var (name, by) in Oracle)
        {
            Assert.That(
                await Paged(name),
                Is.EqualTo(all.OrderBy(by, Ordinal).ThenBy(session => session.Id).Select(session => session.Id)),
                name
            );
            Assert.That(
                await Paged($"-{name}"),
                Is.EqualTo(all.OrderByDescending(by, Ordinal).ThenByDescending(session => session.Id).Select(session => session.Id)),
                $"-{name}"
            );
        }

        async Task<IEnumerable<long>> Paged(string sort) =>
            (
                await Pages.All(after =>
                    ask(
                        new()
                        {
                            Sort = sort,
                            Limit = 2,
                            After = after,
                        }
                    )
                )
            ).Select(session => session.Id);
    }

    static readonly IComparer<IComparable> Ordinal = Comparer<IComparable>.Create(
        (one, other) => one is string text ? string.CompareOrdinal(text, (string)other) : one.CompareTo(other)
    );

    [Test]
    public async Task Says_what_is_wrong_with_a_question_and_is_not_for_requesters()
    {
        Assert.That(app.Refused(new ListTrainingSessions { Category = "RIEN" }).Errors.Keys, Is.EqualTo(new[] { "Category" }));
        Assert.That(app.Refused(new ListTrainingSessions { After = "hier" }).Errors.Keys, Is.EqualTo(new[] { "After" }));
        Assert.That(app.Refused(new ListTrainingSessions { Limit = 501 }).Errors.Keys, Is.EqualTo(new[] { "Limit" }));
        Assert.That(app.Refused(new ListTrainingSessions { Sort = "couleur" }).Errors.Keys, Is.EqualTo(new[] { "Sort" }));
        var newest = await app.Send(new ListTrainingSessions { Limit = 1 });
        var elsewhere = new ListTrainingSessions { Sort = "title", After = newest.Next };
        Assert.That(app.Refused(elsewhere).Errors.Keys, Is.EqualTo(new[] { "After" }), "the next page of another order");
        var requester = await app.AUser(Role.Requester, "IVRY");
        Assert.That(app.RefusedAs(requester, new ListTrainingSessions()).Status, Is.EqualTo(403));
    }
}
