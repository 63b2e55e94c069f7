using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Tests.Features.Approval;
using Siim94.ITSM.Tests.Features.Imports;

namespace Siim94.ITSM.Tests.Features.Notices;

/// <summary>What people are told of their time, and of that of those whom they lead.</summary>
[SetCulture("fr-FR"), SetUICulture("fr-FR")]
sealed class TimeNoticeTests
{
    const string LastWeek = "2017-W10";

    static readonly DateOnly Wednesday = new(2017, 3, 8);

    Sheets sheets = null!;

    TestApp App => sheets.App;

    [SetUp]
    public async Task SetUp()
    {
        sheets = await Sheets.Start();
        App.Clock.SetUtcNow(new(2017, 3, 17, 9, 0, 0, TimeSpan.Zero));
    }

    [TearDown]
    public async Task TearDown() => await App.DisposeAsync();

    async Task<IReadOnlyList<NoticeLine>> Unread(UserIdentity user) => (await App.SendAs(user, new ListNotices { Unread = true })).Items;

    async Task<IEnumerable<string>> Told(UserIdentity user) => (await Unread(user)).Select(notice => notice.Kind).Reverse();

    AskCorrection Correction(int day = 0) =>
        new()
        {
            Agent = sheets.Agent,
            Period = LastWeek,
            Day = Wednesday.AddDays(day),
            Wanted = "0,5 j Finances",
            Reason = "Oubli",
        };

    async Task Approved()
    {
        await App.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        await App.SendAs(sheets.AsLeader, sheets.Approve(LastWeek));
    }

    [Test]
    public async Task An_author_hears_of_what_others_did_with_their_week_and_where_it_is()
    {
        await Approved();
        await App.SendAs(sheets.AsLeader, sheets.Return(LastWeek));
        Assert.That(await Told(sheets.AsAgent), Is.EqualTo(new[] { TimeNoticeKind.Approved, TimeNoticeKind.Returned }));
        var returned = (await Unread(sheets.AsAgent))[0];
        Assert.That(
            (returned.Ticket, returned.Agent, returned.Period, returned.Title, returned.Address, returned.ByName),
            Is.EqualTo(((long?)null, sheets.Agent, LastWeek, "semaine 10 de 2017", "/temps/2017-S10", "Lucie Durand"))
        );
        Assert.That(await Unread(sheets.AsLeader), Is.Empty, "nobody hears of what they did");
        Assert.That(await Unread(sheets.AsColleague), Is.Empty);
        Assert.That((await App.SendAs(sheets.AsAgent, new ReadNotices())).Unread, Is.Zero);
    }

    [Test]
    public async Task A_correction_waits_in_the_bell_of_who_leads_until_it_is_answered_and_then_in_its_authors()
    {
        await Approved();
        await App.SendAs(sheets.AsAgent, new ReadNotices());
        var (first, second) = (await App.SendAs(sheets.AsAgent, Correction()), await App.SendAs(sheets.AsAgent, Correction(1)));
        Assert.That(await Told(sheets.AsLeader), Is.EqualTo(new[] { TimeNoticeKind.CorrectionAsked, TimeNoticeKind.CorrectionAsked }));
        var asked = (await Unread(sheets.AsLeader))[0];
        Assert.That((asked.Title, asked.Address), Is.EqualTo(("semaine 10 de 2017 – Anne Martin", "/validation")));
        Assert.That(await Unread(sheets.AsManager), Is.Empty, "the team has a leader");

        await App.SendAs(sheets.AsLeader, new RefuseCorrection { Id = first.Id, Answer = "Non" });
        Assert.That(await Unread(sheets.AsLeader), Has.Count.EqualTo(2), "another one waits");
        await App.SendAs(sheets.AsLeader, new RefuseCorrection { Id = second.Id, Answer = "Non" });
        Assert.That(await Unread(sheets.AsLeader), Is.Empty);
        Assert.That(await Told(sheets.AsAgent), Is.EqualTo(new[] { TimeNoticeKind.CorrectionDecided, TimeNoticeKind.CorrectionDecided }));
    }

    [Test]
    public async Task An_absence_is_told_without_its_kind()
    {
        var absence = await App.SendAs(
            sheets.AsAgent,
            new AskAbsence
            {
                Kind = "CONGE",
                From = new(2017, 4, 10),
                To = new(2017, 4, 14),
            }
        );
        var asked = (await Unread(sheets.AsLeader)).Single();
        Assert.That(
            (asked.Kind, asked.Title, asked.Address),
            Is.EqualTo((TimeNoticeKind.AbsenceAsked, "10/04/2017 – Anne Martin", "/absences/a-decider"))
        );
        await App.SendAs(sheets.AsLeader, new ApproveAbsence { Id = absence.Id });
        Assert.That(await Unread(sheets.AsLeader), Is.Empty);
        var decided = (await Unread(sheets.AsAgent)).Single();
        Assert.That((decided.Kind, decided.Title), Is.EqualTo((TimeNoticeKind.AbsenceDecided, "10/04/2017")));
    }

    [Test]
    public async Task Whoever_is_reminded_of_missing_time_hears_it()
    {
        await App.SendAs(sheets.AsLeader, new SendReminders { Agents = [sheets.Agent] });
        var missing = (await Unread(sheets.AsAgent)).Single();
        Assert.That((missing.Kind, missing.Title, missing.Period), Is.EqualTo((TimeNoticeKind.Missing, "Mon temps", (string?)null)));
    }

    [Test]
    public async Task Whoever_chooses_not_to_hear_or_be_mailed_is_not()
    {
        await App.SendAs(
            sheets.AsAgent,
            new ChooseNotices { Items = [new(TimeNoticeKind.Approved, false, false), new(TimeNoticeKind.Missing, true, false)] }
        );
        await Approved();
        Assert.That(await Unread(sheets.AsAgent), Is.Empty);
        await App.SendAs(sheets.AsLeader, new SendReminders { Agents = [sheets.Agent] });
        Assert.That(await Told(sheets.AsAgent), Is.EqualTo(new[] { TimeNoticeKind.Missing }));
        Assert.That(await App.Count("MailMessages"), Is.Zero);
        Assert.That(
            App.RefusedAs(sheets.AsAgent, new ChooseNotices { Items = [new(TimeNoticeKind.Approved, true, true)] }).Status,
            Is.EqualTo(422),
            "no mail tells of it"
        );
    }

    [Test]
    public async Task Whoever_has_no_address_hears_it_in_the_product_and_no_mail_waits_for_nowhere()
    {
        await App.Query(db => db.Execute("UPDATE Users SET Email = NULL WHERE Id = @UserId", new { sheets.AsLeader.UserId }, default));
        await Approved();
        await App.SendAs(sheets.AsAgent, Correction());
        Assert.That(await Told(sheets.AsLeader), Is.EqualTo(new[] { TimeNoticeKind.CorrectionAsked }));
        Assert.That(await App.Count("MailMessages"), Is.Zero);
        await App.SendAs(sheets.AsManager, new SendReminders { Agents = [sheets.Leader, sheets.Agent] });
        Assert.That(await Told(sheets.AsLeader), Does.Contain(TimeNoticeKind.Missing));
        Assert.That(await App.Count("MailMessages"), Is.EqualTo(1), "that of whoever has one");
    }
}
