using System.Text;
using Siim94.ITSM.Features.Imports;

namespace Siim94.ITSM.Tests.Features.Imports;

sealed class CalendarRowsTests
{
    /// <summary>The first day and the last one of the only event.</summary>
    static (string From, string To) DaysOf(params string[] lines)
    {
        var text = string.Join(
            "\r\n",
            ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "SUMMARY:Claude : CP", .. lines, "END:VEVENT", "END:VCALENDAR"]
        );
        var row = CalendarRows.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))).Last();
        return (row[3].Text, row[4].Text);
    }

    [Test]
    public void An_event_may_say_how_long_it_is_in_the_place_of_its_end()
    {
        Assert.That(DaysOf("DTSTART;VALUE=DATE:20170313", "DURATION:P3D"), Is.EqualTo(("2017-03-13", "2017-03-15")));
        Assert.That(DaysOf("DTSTART:20170313T080000Z", "DURATION:PT3H"), Is.EqualTo(("2017-03-13", "2017-03-13")));
    }

    [Test]
    public void A_day_without_an_end_is_that_day()
    {
        Assert.That(DaysOf("DTSTART;VALUE=DATE:20170313"), Is.EqualTo(("2017-03-13", "2017-03-13")));
    }

    [TestCase("DTSTART;TZID=Nulle/Part:20170313T080000")]
    [TestCase("DTSTART:99991231T235959Z")]
    [TestCase("DTSTART:00010101T000000Z")]
    [TestCase("DTSTART:20170313T080000Z", "DTEND:00010101T000000")]
    [TestCase("DTSTART:20170313T080000Z", "DURATION:P99999999999D")]
    [TestCase("DTSTART:20170313T080000Z", "DURATION:P3000000D")]
    public void A_time_that_is_none_is_refused_or_left_to_whoever_reads_the_row(params string[] lines)
    {
        try
        {
            DaysOf(lines);
        }
        catch (Refusal refusal)
        {
            Assert.That(refusal.Code, Is.EqualTo("import.broken-file"));
        }
    }
}
