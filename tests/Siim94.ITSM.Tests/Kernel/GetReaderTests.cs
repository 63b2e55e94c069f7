namespace Siim94.ITSM.Tests.Kernel;

sealed class GetReaderTests
{
    [Test]
    public async Task Says_who_reads_and_what_they_may_do()
    {
        await using var app = await TestApp.Start();
        var user = await app.AUser(Role.MemberContact, "ARCUEIL", name: "Camille Martin");
        var reader = await app.SendAs(user, new GetReader());
        Assert.That((reader.UserId, reader.DisplayName, reader.Role), Is.EqualTo((user.UserId, "Camille Martin", Role.MemberContact)));
        Assert.That(reader.MemberScope, Is.EqualTo(new[] { reader.MemberId }));
        Assert.That((reader.Can(Permission.OpenDisputes), reader.Can(Permission.ReadCosts)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Is_refused_to_whoever_has_not_signed_in()
    {
        await using var app = await TestApp.Start();
        Assert.That(app.RefusedAs(UserIdentity.Anonymous, new GetReader()).Status, Is.EqualTo(401));
    }
}
