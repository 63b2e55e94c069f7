using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Demo;

namespace Siim94.ITSM.Tests.Features.Absences;

/// <summary>What <see cref="AddDemoAbsences"/> makes of the demo's years.</summary>
sealed class DemoAbsenceTests
{
    [Test]
    public async Task Some_98_per_cent_of_the_expected_time_of_each_published_year_is_documented()
    {
        await using var app = await TestApp.StartWithDemo();
        for (var year = 2014; year <= 2017; year++)
        {
            var rows = (await app.Send(new GetCoverage { From = new(year, 1, 1), To = new(year, 12, 31) })).Rows;
            var (expected, missing) = (rows.Sum(row => row.ExpectedMinutes), rows.Sum(row => row.MissingMinutes));
            Assert.That(100.0 * (expected - missing) / expected, Is.InRange(97.5, 99), $"{year}");
            Assert.That(
                rows.Sum(row => row.WorkedMinutes + row.AbsentMinutes + row.MissingMinutes - row.ExcessMinutes),
                Is.EqualTo(expected),
                $"{year}"
            );
        }
        Assert.That((await app.Send(new ListAbsences { Status = AbsenceStatus.Asked })).Items, Is.Not.Empty, "something is left to decide");
        var balances = (await app.Send(new ListAbsenceBalances())).Items;
        Assert.That(balances.Count(balance => balance.Left > 0), Is.GreaterThan(10));
        Assert.That(balances.Where(balance => balance.Left < 0), Is.Empty, "nobody took more than they may");
        Assert.That((await app.Send(new ListReminders())).Rows, Is.Not.Empty, "and somebody to remind");
    }
}
