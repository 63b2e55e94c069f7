using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Kernel;

/// <summary>Whom people of a member see: its own, its entities, and whom these have taken over.</summary>
sealed class UserDirectoryTests
{
    [Test]
    public async Task A_circle_of_members_is_seen_whole_and_once()
    {
        await using var app = await TestApp.Start();
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        foreach (var member in new[] { "ARCUEIL", "IVRY", "GENTILLY" })
            await app.ATicket(member: member);
        await app.Query(async db =>
        {
            await Attach(db, "ARCUEIL", "IVRY");
            return await Attach(db, "IVRY", "ARCUEIL");
        });
        var seen = (await app.SendAs(contact, new ListTickets())).Items.Select(ticket => ticket.Member);
        Assert.That(seen.Order(), Is.EqualTo(new[] { "ARCUEIL", "IVRY" }));

        static Task<int> Attach(Db db, string code, string parent) =>
            db.Execute(
                "UPDATE Members SET ParentId = (SELECT p.Id FROM Members p WHERE p.Code = @Parent) WHERE Code = @Code",
                new { Code = code, Parent = parent },
                default
            );
    }

    [Test]
    public async Task Who_reads_a_page_is_looked_up_once_for_it_and_anew_for_the_next()
    {
        await using var app = await TestApp.Start();
        var manager = await app.AUser(Role.Manager);
        var (dispatcher, page) = (app.Services.GetRequiredService<Dispatcher>(), new KnownReader());
        var reader = await dispatcher.Send(new GetReader(), manager, known: page);
        await app.Query(db => db.Execute("UPDATE Users SET IsDisabled = 1 WHERE Id = @Id", new { Id = manager.UserId }, default));
        Assert.That(await dispatcher.Send(new GetReader(), manager, known: page), Is.SameAs(reader));
        Assert.That(app.RefusedAs(manager, new GetReader()).Status, Is.EqualTo(401));
    }
}
