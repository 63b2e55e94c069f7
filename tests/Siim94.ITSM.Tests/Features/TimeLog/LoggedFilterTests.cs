using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.TimeLog;

sealed class LoggedFilterTests
{
    static readonly DateOnly Today = new(2026, 3, 10);

    [TestCase(null, null, null, null, null)]
    [TestCase(LoggedFilter.Planned, null, null, "2026-03-11", null)]
    [TestCase(LoggedFilter.Planned, "2026-01-01", "2026-04-01", "2026-03-11", "2026-04-01")]
    [TestCase(LoggedFilter.Planned, "2026-05-01", null, "2026-05-01", null)]
    [TestCase(LoggedFilter.Done, null, null, null, "2026-03-10")]
    [TestCase(LoggedFilter.Done, "2026-01-01", "2026-02-01", "2026-01-01", "2026-02-01")]
    [TestCase("other", "2026-01-01", null, "2026-01-01", null)]
    public void Planned_is_after_today(string? state, string? from, string? to, string? first, string? last)
    {
        var filter = new LoggedFilter
        {
            State = state,
            From = LoggedFilter.DayOf(from),
            To = LoggedFilter.DayOf(to),
        };
        Assert.That(filter.DaysOn(Today), Is.EqualTo((LoggedFilter.DayOf(first), LoggedFilter.DayOf(last))));
    }

    [Test]
    public void What_is_no_day_or_year_leaves_all() =>
        Assert.That(
            (LoggedFilter.DayOf("31/12/2026"), LoggedFilter.DayOf(null), LoggedFilter.DaysOf(12).From, LoggedFilter.DaysOf(2017).To),
            Is.EqualTo(((DateOnly?)null, (DateOnly?)null, (DateOnly?)null, (DateOnly?)new DateOnly(2017, 12, 31)))
        );
}
