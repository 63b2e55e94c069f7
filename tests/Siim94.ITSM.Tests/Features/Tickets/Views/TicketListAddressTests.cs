using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets.Views;

sealed class TicketListAddressTests
{
    static readonly ViewDetails View = new()
    {
        Id = "12",
        Filter = new() { Status = "pending", Member = "ARCUEIL" },
        GroupBy = "member",
    };

    [Test]
    public void What_goes_without_saying_is_not_said()
    {
        Assert.That(TicketListAddress.Of(null, new() { Status = "open" }, null, null), Is.EqualTo("/tickets"));
        Assert.That(TicketListAddress.Of(View, View.Filter, "member", null), Is.EqualTo("/tickets?vue=12"));
    }

    [Test]
    public void What_a_view_says_is_said_otherwise_by_a_blank()
    {
        var all = View.Filter with { Status = null, Member = "" };
        Assert.That(
            TicketListAddress.Of(View, all, null, "-priorite"),
            Is.EqualTo("/tickets?vue=12&statut=&adherent=&groupe=&tri=-priorite")
        );
    }

    [Test]
    public void Everything_that_tickets_are_filtered_by_is_said()
    {
        var filter = new TicketFilter();
        foreach (var field in typeof(TicketFilter).GetProperties())
            field.SetValue(filter, field.PropertyType == typeof(long?) ? 30L : "x");
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(
            TicketListAddress.Of(null, filter, null, null)["/tickets".Length..]
        );
        Assert.That(query, Has.Count.EqualTo(typeof(TicketFilter).GetProperties().Length));
        Assert.That(
            (TicketListAddress.Minutes("45", 30), TicketListAddress.Minutes(null, 30), TicketListAddress.Minutes("", 30)),
            Is.EqualTo(((long?)45, (long?)30, (long?)null))
        );
    }

    [Test]
    public void Words_with_signs_come_through()
    {
        var list = TicketListAddress.Of(null, new() { Q = "a&b=é #1+2" }, null, null);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(list[list.IndexOf('?')..]);
        Assert.That(query["q"].ToString(), Is.EqualTo("a&b=é #1+2"));
    }

    [Test]
    public void What_stands_beside_the_list_goes_with_it()
    {
        Assert.That(TicketListAddress.Preview("/tickets", 7), Is.EqualTo("/tickets?apercu=7"));
        Assert.That(TicketListAddress.Panel("/tickets?q=x", "lot"), Is.EqualTo("/tickets?q=x&panneau=lot"));
    }

    [Test]
    public void A_file_asks_for_what_the_list_shows()
    {
        var filter = new TicketFilter
        {
            Status = "",
            Requester = "12",
            MinutesFrom = 30,
        };
        Assert.That(
            TicketListAddress.File("csv", filter, "-priority"),
            Is.EqualTo("/api/v1/tickets.csv?requester=12&minutesFrom=30&sort=-priority")
        );
    }
}
