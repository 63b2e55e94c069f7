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
}
