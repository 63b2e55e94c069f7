using Siim94.ITSM.Features.Disputes;

namespace Siim94.ITSM.Tests.Features.Disputes;

sealed class DisputeTests
{
    TestApp app = null!;
    UserIdentity contact, other, manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        (contact, other, manager) = (await app.AUser(Role.MemberContact, member: "IVRY", name: "Ivry"), await app.AUser(Role.MemberContact, member: "ARCUEIL"), await app.AUser(Role.Manager, name: "Responsable"));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static OpenDispute Dispute => new() { Subject = "Ligne n° 12", Address = "/lignes/time-entry/12", Reason = "Cette visite n'a pas eu lieu." };

    [Test]
    public async Task Is_opened_by_the_member_answered_by_a_manager_and_kept()
    {
        var opened = await app.SendAs(contact, Dispute);
        Assert.That((opened.Member, opened.State, opened.OpenedByName, opened.Answer), Is.EqualTo(("IVRY", "open", "Ivry", (string?)null)));
        Assert.That((await app.SendAs(manager, new ListDisputes { State = "open" })).Items.Select(d => d.Id), Is.EqualTo(new[] { opened.Id }));

        var answer = new AnswerDispute { Id = opened.Id, Version = opened.Version, IsAccepted = true, Answer = "Ligne supprimée." };
        Assert.That(app.RefusedAs(contact, answer).Status, Is.EqualTo(403));
        var answered = await app.SendAs(manager, answer);
        Assert.That((answered.State, answered.Answer, answered.AnsweredByName), Is.EqualTo(("accepted", "Ligne supprimée.", "Responsable")));
        Assert.That(app.RefusedAs(manager, answer with { IsAccepted = false }).Status, Is.EqualTo(412), "answered meanwhile");
        Assert.That((await app.SendAs(contact, new GetDispute(opened.Id))).Answer, Is.EqualTo("Ligne supprimée."));
        Assert.That(await app.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM AuditEntries WHERE Subject = 'dispute'", null, default)), Is.EqualTo(2));
    }

    [Test]
    public async Task Is_seen_by_the_member_and_by_staff_only()
    {
        var opened = await app.SendAs(contact, Dispute);
        Assert.That(app.RefusedAs(other, new GetDispute(opened.Id)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(other, new ListDisputes())).Items, Is.Empty);
        Assert.That(app.RefusedAs(other, Dispute with { Member = "IVRY" }).Errors, Contains.Key("Member"));
        Assert.That(app.RefusedAs(await app.AUser(Role.Requester, member: "IVRY"), new ListDisputes()).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(await app.AUser(Role.Technician), Dispute).Status, Is.EqualTo(403));
    }

    [TestCase("", "/lignes/ticket/1", "Motif", "Subject")]
    [TestCase("Ligne", "https://exemple.test/", "Motif", "Address")]
    [TestCase("Ligne", "//exemple.test/", "Motif", "Address")]
    [TestCase("Ligne", "javascript:alert(1)", "Motif", "Address")]
    [TestCase("Ligne", "/lignes/ticket/1", "", "Reason")]
    public void Is_refused_without_a_subject_a_place_in_the_product_and_a_reason(string subject, string address, string reason, string field) =>
        Assert.That(app.RefusedAs(contact, new OpenDispute { Subject = subject, Address = address, Reason = reason }).Errors, Contains.Key(field));

    [Test]
    public async Task Pages_go_from_the_newest_to_the_oldest()
    {
        for (var number = 1; number <= 5; number++) await app.SendAs(contact, Dispute with { Subject = $"Ligne {number}" });
        var first = await app.SendAs(manager, new ListDisputes { Limit = 3 });
        var second = await app.SendAs(manager, new ListDisputes { Limit = 3, After = long.Parse(first.Next!) });
        Assert.That(first.Items.Concat(second.Items).Select(d => d.Subject), Is.EqualTo(new[] { "Ligne 5", "Ligne 4", "Ligne 3", "Ligne 2", "Ligne 1" }));
        Assert.That(second.Next, Is.Null);
    }
}
