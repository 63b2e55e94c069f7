using System.Globalization;
using CsCheck;
using Siim94.ITSM.Features.ReportSchedules;

namespace Siim94.ITSM.Tests.Features.ReportSchedules;

sealed class ScheduleTimingTests
{
    static ScheduleTiming Weekly(int weekday, int hour) => new("weekly", weekday, null, hour);

    static ScheduleTiming Monthly(int day, int hour) => new("monthly", null, day, hour);

    static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    [TestCase(2, 11, "2017-03-14T09:00Z", "2017-03-07T10:00Z", "2017-03-14T10:00Z", TestName = "Later the same Tuesday")]
    [TestCase(2, 10, "2017-03-14T09:00Z", "2017-03-14T09:00Z", "2017-03-21T09:00Z", TestName = "At the very instant it is due, not next")]
    [TestCase(2, 9, "2017-03-14T09:00Z", "2017-03-14T08:00Z", "2017-03-21T08:00Z", TestName = "An hour ago")]
    [TestCase(
        7,
        2,
        "2017-03-26T00:30Z",
        "2017-03-19T01:00Z",
        "2017-03-26T01:00Z",
        TestName = "A Sunday of 23 hours: the hour that is skipped is taken at three"
    )]
    [TestCase(
        7,
        3,
        "2017-03-26T00:30Z",
        "2017-03-19T02:00Z",
        "2017-03-26T01:00Z",
        TestName = "A Sunday of 23 hours: three o'clock comes an hour earlier"
    )]
    [TestCase(
        7,
        2,
        "2017-10-29T00:30Z",
        "2017-10-29T00:00Z",
        "2017-11-05T01:00Z",
        TestName = "A Sunday of 25 hours: the first of two, and once"
    )]
    [TestCase(7, 2, "2017-10-29T01:30Z", "2017-10-29T00:00Z", "2017-11-05T01:00Z", TestName = "A Sunday of 25 hours: the second is none")]
    [TestCase(1, 0, "2017-10-29T22:59Z", "2017-10-22T22:00Z", "2017-10-29T23:00Z", TestName = "Midnight in Paris, the day before in UTC")]
    public void Weekly_occurrences(int weekday, int hour, string now, string last, string next)
    {
        Assert.That(Weekly(weekday, hour).LastBefore(Utc(now)), Is.EqualTo(Utc(last)));
        Assert.That(Weekly(weekday, hour).NextAfter(Utc(now)), Is.EqualTo(Utc(next)));
    }

    [TestCase(31, 8, "2017-02-15T12:00Z", "2017-01-31T07:00Z", "2017-02-28T07:00Z", TestName = "The 31st of February is the 28th")]
    [TestCase(
        31,
        8,
        "2016-02-15T12:00Z",
        "2016-01-31T07:00Z",
        "2016-02-29T07:00Z",
        TestName = "The 31st of February is the 29th in a leap year"
    )]
    [TestCase(31, 8, "2017-04-30T06:00Z", "2017-04-30T06:00Z", "2017-05-31T06:00Z", TestName = "The 31st of April is the 30th")]
    [TestCase(1, 0, "2017-01-01T00:00Z", "2016-12-31T23:00Z", "2017-01-31T23:00Z", TestName = "New Year in Paris")]
    [TestCase(26, 2, "2017-03-26T12:00Z", "2017-03-26T01:00Z", "2017-04-26T00:00Z", TestName = "Monthly on the day of 23 hours")]
    [TestCase(29, 2, "2017-10-29T12:00Z", "2017-10-29T00:00Z", "2017-11-29T01:00Z", TestName = "Monthly on the day of 25 hours")]
    public void Monthly_occurrences(int day, int hour, string now, string last, string next)
    {
        Assert.That(Monthly(day, hour).LastBefore(Utc(now)), Is.EqualTo(Utc(last)));
        Assert.That(Monthly(day, hour).NextAfter(Utc(now)), Is.EqualTo(Utc(next)));
    }

    static readonly Gen<ScheduleTiming> Timings = Gen.OneOf(
        Gen.Select(Gen.Int[1, 7], Gen.Int[0, 23], Weekly),
        Gen.Select(Gen.Int[1, 31], Gen.Int[0, 23], Monthly)
    );

    [Test]
    public void Occurrences_follow_one_another_without_a_gap_and_one_per_week_or_month() =>
        Gen.Select(Timings, Gen.Int[0, 20 * 366 * 24 * 60])
            .Sample(
                (timing, minutes) =>
                {
                    var now = new DateTime(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minutes);
                    var (last, next) = (timing.LastBefore(now), timing.NextAfter(now));
                    var (lastDay, nextDay) = (Paris.DayOf(last), Paris.DayOf(next));
                    var apart =
                        timing.Frequency == "weekly"
                            ? nextDay.DayNumber - lastDay.DayNumber == 7
                            : nextDay.Year * 12 + nextDay.Month - lastDay.Year * 12 - lastDay.Month == 1;
                    return last <= now
                        && next > now
                        && timing.LastBefore(next) == next
                        && timing.NextAfter(last) == next
                        && timing.LastBefore(next.AddTicks(-1)) == last
                        && apart;
                }
            );

    [TestCase("year-to-date", "2017-03-14", 201701, 201703)]
    [TestCase("year-to-date", "2017-01-01", 201701, 201701)]
    [TestCase("last-month", "2017-03-31", 201702, 201702)]
    [TestCase("last-month", "2017-01-01", 201612, 201612)]
    [TestCase("last-quarter", "2017-01-01", 201610, 201612)]
    [TestCase("last-quarter", "2017-03-31", 201610, 201612)]
    [TestCase("last-quarter", "2017-04-01", 201701, 201703)]
    [TestCase("last-year", "2017-12-31", 201601, 201612)]
    public void The_period_is_seen_from_the_day_it_falls_due(string period, string day, int from, int to)
    {
        var months = SchedulePeriod.Of(period, DateOnly.Parse(day, CultureInfo.InvariantCulture));
        Assert.That((months.From.YearMonth, months.To.YearMonth), Is.EqualTo((from, to)));
    }
}
