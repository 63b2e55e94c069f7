using System.Globalization;
using Siim94.ITSM.Features.Notices;

namespace Siim94.ITSM.Tests.Features.Notices;

sealed class MailHoursTests
{
    // Times of Paris; the clocks went forward on 26 March 2017.
    [TestCase(null, null, null, "2017-03-14 23:00", "2017-03-14 23:00")]
    [TestCase("20:00", "07:00", null, "2017-03-14 19:59", "2017-03-14 19:59")]
    [TestCase("20:00", "07:00", null, "2017-03-14 20:00", "2017-03-15 07:00")]
    [TestCase("20:00", "07:00", null, "2017-03-15 06:59", "2017-03-15 07:00")]
    [TestCase("20:00", "07:00", null, "2017-03-15 07:00", "2017-03-15 07:00")]
    [TestCase("20:00", "07:00", null, "2017-03-25 22:00", "2017-03-26 07:00")]
    [TestCase("12:00", "14:00", null, "2017-03-14 13:00", "2017-03-14 14:00")]
    [TestCase("12:00", "14:00", null, "2017-03-14 14:00", "2017-03-14 14:00")]
    [TestCase(null, null, "18:00", "2017-03-14 10:00", "2017-03-14 18:00")]
    [TestCase(null, null, "18:00", "2017-03-14 18:00", "2017-03-15 18:00")]
    [TestCase("20:00", "07:00", "18:00", "2017-03-14 21:00", "2017-03-15 18:00")]
    public void Mail_leaves_when_it_may(string? from, string? until, string? digest, string ready, string leaves)
    {
        var hours = new MailHours(MailHours.Parse(from), MailHours.Parse(until), MailHours.Parse(digest));
        Assert.That(hours.LeavesAt(Instant(ready)), Is.EqualTo(Instant(leaves)));
    }

    static DateTime Instant(string local) => Paris.ToUtc(DateTime.Parse(local, CultureInfo.InvariantCulture));
}
