using CsCheck;

namespace Siim94.ITSM.Tests.Kernel;

sealed class TimeTests
{
    [TestCase(1, TimeUnit.Day, 420, 420, 1_000_000)]
    [TestCase(0.5, TimeUnit.Day, 468, 234, 500_000)]
    [TestCase(0.333333, TimeUnit.Day, 420, 140, 333_333)]
    [TestCase(7, TimeUnit.Hour, 420, 420, 1_000_000)]
    [TestCase(2.5, TimeUnit.Hour, 420, 150, 357_143)]
    [TestCase(1, TimeUnit.Minute, 420, 1, 2_381)]
    public void A_quantity_is_worth(decimal quantity, TimeUnit unit, int dayMinutes, long minutes, long microDays) =>
        Assert.That(WorkDay.Of((long)(quantity * 1_000_000), unit, dayMinutes), Is.EqualTo(new WorkDay(minutes, microDays)));

    [Test]
    public void Hours_and_their_minutes_are_worth_the_same() =>
        Gen.Select(Gen.Long[0, 24], Gen.Int[60, 720])
            .Sample(
                (hours, day) => WorkDay.Of(hours * 1_000_000, TimeUnit.Hour, day) == WorkDay.Of(hours * 60_000_000, TimeUnit.Minute, day)
            );

    [Test]
    public void More_is_never_worth_less() =>
        Gen.Select(Gen.Long[0, 50_000_000], Gen.Long[0, 50_000_000], Gen.Enum<TimeUnit>(), Gen.Int[60, 720])
            .Sample(
                (a, b, unit, day) =>
                    a <= b
                        ? WorkDay.Of(a, unit, day).MicroDays <= WorkDay.Of(b, unit, day).MicroDays
                        : WorkDay.Of(a, unit, day).MicroDays >= WorkDay.Of(b, unit, day).MicroDays
            );

    [TestCase("0,5 j", 0.5, TimeUnit.Day)]
    [TestCase("1/2 j", 0.5, TimeUnit.Day)]
    [TestCase("½ j", 0.5, TimeUnit.Day)]
    [TestCase("2h30", 150, TimeUnit.Minute)]
    [TestCase("2:30", 150, TimeUnit.Minute)]
    [TestCase("2 h 05", 125, TimeUnit.Minute)]
    [TestCase("150 min", 150, TimeUnit.Minute)]
    [TestCase("2.5 h", 2.5, TimeUnit.Hour)]
    [TestCase("2,5", 2.5, TimeUnit.Day)]
    [TestCase("1 jour", 1, TimeUnit.Day)]
    [TestCase(".25", 0.25, TimeUnit.Day)]
    [TestCase("02:30:00", 150, TimeUnit.Minute)]
    [TestCase("2:30:30", 150.5, TimeUnit.Minute)]
    [TestCase("2 h 30 min", 150, TimeUnit.Minute)]
    [TestCase("2h 5min", 125, TimeUnit.Minute)]
    [TestCase("2 heures 30", 150, TimeUnit.Minute)]
    [TestCase("1 heure et 30 minutes", 90, TimeUnit.Minute)]
    [TestCase("1\u00A0h", 1, TimeUnit.Hour)]
    [TestCase("0,5\u202Fj", 0.5, TimeUnit.Day)]
    [TestCase("2 hrs", 2, TimeUnit.Hour)]
    [TestCase("1 journée", 1, TimeUnit.Day)]
    [TestCase("demi-journée", 0.5, TimeUnit.Day)]
    public void A_duration_reads(string text, decimal quantity, TimeUnit unit) =>
        Assert.That(DurationParser.Parse(text, TimeUnit.Day), Is.EqualTo((quantity, unit)));

    [TestCase("")]
    [TestCase("beaucoup")]
    [TestCase("-1")]
    [TestCase("1/0")]
    [TestCase("2:75")]
    [TestCase("1 j 2 h")]
    [TestCase("2h5")]
    [TestCase("1.2.3 h")]
    [TestCase("5 €")]
    [TestCase("1 siècle")]
    [TestCase("1;DROP")]
    [TestCase("99999999999999999999")]
    public void A_duration_does_not_read(string text) => Assert.That(DurationParser.Parse(text, TimeUnit.Day), Is.Null);

    [Test]
    public void Reading_a_duration_never_throws() =>
        Gen.String.Sample(text =>
        {
            DurationParser.Parse(text, TimeUnit.Hour);
        });

    [TestCase("fr-FR", 45, "45 min")]
    [TestCase("fr-FR", 60, "1 h")]
    [TestCase("fr-FR", 65, "1 h 05")]
    [TestCase("fr-FR", 210, "3 h 30")]
    [TestCase("en-GB", 45, "45 min")]
    [TestCase("en-GB", 60, "1 h")]
    [TestCase("en-GB", 65, "1 h 5 min")]
    [TestCase("en-GB", 210, "3 h 30 min")]
    public void A_duration_is_written_in_the_readers_language(string language, long minutes, string expected)
    {
        using var _ = new Speaking(language);
        Assert.That(DurationText.Of(minutes), Is.EqualTo(expected.Replace(' ', '\u00A0')), "on one line");
        Assert.That(DurationParser.Parse(DurationText.Of(minutes), TimeUnit.Day), Is.Not.Null, "and is read as it is written");
    }

    // 1 January, Easter Monday, 1 and 8 May, Ascension, Whit Monday, 14 July, 15 August, 1 and 11 November, 25 December.
    [TestCase(2014, "01-01 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-01 11-11 12-25")]
    [TestCase(2016, "01-01 03-28 05-01 05-05 05-08 05-16 07-14 08-15 11-01 11-11 12-25")]
    [TestCase(2017, "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25")]
    [TestCase(2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25")]
    public void The_public_holidays_of_a_year(int year, string expected)
    {
        var holidays = Enumerable
            .Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(new DateOnly(year, 1, 1).AddDays)
            .Where(FrenchHolidays.IsHoliday);
        Assert.That(string.Join(' ', holidays.Select(day => day.ToString("MM-dd"))), Is.EqualTo(expected));
    }

    [TestCase("2017-12-31T22:59:59Z", "2017-12-31")]
    [TestCase("2017-12-31T23:00:00Z", "2018-01-01")]
    [TestCase("2017-03-26T00:59:59Z", "2017-03-26")]
    [TestCase("2017-10-28T22:00:00Z", "2017-10-29")]
    public void An_instant_falls_on_a_day_of_Paris(string utc, string day) =>
        Assert.That(Paris.DayOf(DateTimeOffset.Parse(utc).UtcDateTime), Is.EqualTo(DateOnly.Parse(day)));

    [Test]
    public void Local_time_and_back_is_the_same_instant_but_for_the_hour_that_happens_twice() =>
        Gen.Long[0, 20L * 365 * 24 * 60]
            .Sample(minutes =>
            {
                var utc = new DateTime(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minutes);
                var back = Paris.ToUtc(Paris.ToLocal(utc));
                return back == utc || back == utc.AddHours(-1);
            });

    [Test]
    public void A_time_before_the_calendar_is_its_beginning() =>
        Assert.That(Paris.ToUtc(DateTime.MinValue), Is.EqualTo(DateTime.MinValue).And.Property("Kind").EqualTo(DateTimeKind.Utc));

    [TestCase("Théâtre d'IVRY (Antoine VITEZ)", "theatredivryantoinevitez")]
    [TestCase("S.M.B.V.B.", "smbvb")]
    [TestCase("AS Web", "asweb")]
    [TestCase("Œuvres & Cie", "oeuvrescie")]
    public void Folds(string text, string folded) => Assert.That(Folding.Fold(text), Is.EqualTo(folded));

    [TestCase("2017-S11", "2017-03-13")]
    [TestCase("2020-S53", "2020-12-28")]
    public void A_week_begins_on_monday(string text, string monday) =>
        Assert.That(Week.Parse(text)!.Value.Monday, Is.EqualTo(DateOnly.Parse(monday)));

    [TestCase("2017-S54")]
    [TestCase("2017")]
    [TestCase("S11-2017")]
    public void Is_no_week(string text) => Assert.That(Week.Parse(text), Is.Null);
}
