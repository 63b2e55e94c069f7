using System.Collections.Concurrent;
using CsCheck;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Tests.Features.Absences;

/// <summary>What agents are expected to work against a naive count of half days, which knows nothing of the product's calendar.</summary>
sealed class CoveragePropertyTests
{
    // Years whose first or last week is of another year, or that have 53 of them, leap years, and both clock changes of each.
    static readonly DateOnly First = new(2015, 12, 1),
        Last = new(2027, 1, 31);

    static readonly DateOnly[] Easters =
    [
        new(2015, 4, 5),
        new(2016, 3, 27),
        new(2017, 4, 16),
        new(2018, 4, 1),
        new(2019, 4, 21),
        new(2020, 4, 12),
        new(2021, 4, 4),
        new(2022, 4, 17),
        new(2023, 4, 9),
        new(2024, 3, 31),
        new(2025, 4, 20),
        new(2026, 4, 5),
        new(2027, 3, 28),
    ];

    // Sunday 26 October 2025 and Sunday 29 March 2026 are in reach of many of them.
    static readonly DateOnly[] Turns =
    [
        new(2016, 2, 29),
        new(2020, 2, 29),
        new(2020, 12, 28),
        new(2021, 1, 3),
        new(2025, 10, 26),
        new(2026, 3, 29),
        new(2026, 12, 28),
        new(2024, 12, 30),
        new(2017, 5, 8),
    ];

    static readonly Gen<DateOnly> Days = Gen.Frequency(
        (3, Gen.Int[First.DayNumber, Last.DayNumber].Select(DateOnly.FromDayNumber)),
        (2, Gen.Select(Gen.OneOf(Turns), Gen.Int[-20, 20], (day, shift) => day.AddDays(shift)))
    );

    static readonly Gen<int[]> Weeks = Gen.OneOf(
        Gen.OneOf<int[]>([420, 420, 0, 420, 420, 0, 0], [468, 468, 468, 468, 468, 0, 0], [210, 420, 420, 420, 211, 0, 0]),
        Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[1, 600])).Array[7]
    );

    sealed record Case(
        DateOnly From,
        DateOnly To,
        Agent Agent,
        List<WorkPatternRow> Patterns,
        List<ClosedHalves> Closures,
        List<AbsentHalves> Absences,
        Dictionary<DateOnly, long> Worked
    );

    static readonly Gen<(HalfDays Halves, int Choice)> Stretches = Gen.Select(
        Gen.Int[-40, 240],
        Gen.Frequency((3, Gen.Int[0, 3]), (1, Gen.Int[4, 30])),
        Gen.Int[0, 2],
        (start, length, choice) => (new HalfDays(start, start + length), choice)
    );

    static readonly Gen<Case> Cases =
        from day in Days
        from length in Gen.Int[0, 100]
        from postings in Gen.Select(Gen.Int[-30, 90], Gen.Int[1, 3], Gen.OneOf(210, 420, 421, 468)).Array[1, 3]
        from leaving in Gen.Frequency((2, Gen.Const((int?)null)), (1, Gen.Int[-20, 110].Select(shift => (int?)shift)))
        from patterns in Gen.Select(Gen.Int[-60, 90], Gen.Frequency((2, Gen.Const(-1)), (1, Gen.Int[0, 60])), Weeks, Weeks, Gen.Bool).Array[
            0,
            4
        ]
        from closures in Stretches.Array[0, 3]
        from absences in Stretches.Array[0, 6]
        from worked in Gen.Select(Gen.Int[0, 100], Gen.Int[1, 700]).Array[0, 60]
        select Make(day, length, postings, leaving, patterns, closures, absences, worked);

    static Case Make(
        DateOnly from,
        int length,
        (int Shift, int Team, int Minutes)[] postings,
        int? leaving,
        (int Shift, int Length, int[] Odd, int[] Even, bool IsSame)[] patterns,
        (HalfDays Halves, int Choice)[] closures,
        (HalfDays Halves, int Choice)[] absences,
        (int Shift, int Minutes)[] worked
    )
    {
        var origin = HalfDays.MorningOf(from);
        var free = new List<AbsentHalves>();
        foreach (var (halves, choice) in absences.Select(absence => (Shifted(absence.Halves), absence.Choice)))
            if (!free.Exists(other => other.Halves.Overlaps(halves)))
                free.Add(new(halves, choice != 0));
        return new(
            from,
            from.AddDays(length),
            new()
            {
                Id = 1,
                ClosedOn = leaving is { } shift ? from.AddDays(shift) : null,
                Postings =
                [
                    .. postings
                        .DistinctBy(posting => posting.Shift)
                        .OrderBy(posting => posting.Shift)
                        .Select(posting => new AgentPosting
                        {
                            AgentId = 1,
                            StartsOn = from.AddDays(posting.Shift),
                            TeamId = posting.Team,
                            DayMinutes = posting.Minutes,
                        }),
                ],
            },
            [
                .. patterns
                    .DistinctBy(pattern => pattern.Shift)
                    .OrderBy(pattern => pattern.Shift)
                    .Select(pattern =>
                        PatternOf(
                            from.AddDays(pattern.Shift),
                            pattern.Length < 0 ? null : from.AddDays(pattern.Shift + pattern.Length),
                            pattern.Odd,
                            pattern.IsSame ? pattern.Odd : pattern.Even
                        )
                    ),
            ],
            [.. closures.Select(closure => new ClosedHalves(Shifted(closure.Halves), closure.Choice == 0 ? null : closure.Choice))],
            free,
            worked.DistinctBy(day => day.Shift).ToDictionary(day => from.AddDays(day.Shift), day => (long)day.Minutes)
        );

        HalfDays Shifted(HalfDays halves) => new(origin + halves.First, origin + halves.Last);
    }

    static WorkPatternRow PatternOf(DateOnly from, DateOnly? to, int[] odd, int[] even) =>
        new()
        {
            AgentId = 1,
            StartsOn = from,
            EndsOn = to,
            OddMondayMinutes = odd[0],
            OddTuesdayMinutes = odd[1],
            OddWednesdayMinutes = odd[2],
            OddThursdayMinutes = odd[3],
            OddFridayMinutes = odd[4],
            OddSaturdayMinutes = odd[5],
            OddSundayMinutes = odd[6],
            EvenMondayMinutes = even[0],
            EvenTuesdayMinutes = even[1],
            EvenWednesdayMinutes = even[2],
            EvenThursdayMinutes = even[3],
            EvenFridayMinutes = even[4],
            EvenSaturdayMinutes = even[5],
            EvenSundayMinutes = even[6],
        };

    [Test]
    public void Is_what_a_naive_count_of_half_days_says_and_always_adds_up()
    {
        var met = new ConcurrentDictionary<string, int>();
        Cases.Sample(
            each =>
            {
                foreach (var (what, isMet) in Awkward(each))
                    met.AddOrUpdate(what, isMet ? 1 : 0, (_, times) => times + (isMet ? 1 : 0));
                var days = new WorkCalendar(each.From, each.To, each.Closures)
                    .DaysOf(each.Agent, each.Patterns, [.. each.Absences.OrderBy(absence => absence.Halves.First)])
                    .Select(day => day with { WorkedMinutes = each.Worked.GetValueOrDefault(day.Day) })
                    .ToList();
                var naive = Naive(each).ToList();
                Assert.That(days.Select(day => (day.Day, day.TeamId, day.ExpectedMinutes, day.AbsentMinutes)), Is.EqualTo(naive));
                foreach (var day in days)
                {
                    Assert.That(
                        day.WorkedMinutes + day.AbsentMinutes + day.MissingMinutes - day.ExcessMinutes,
                        Is.EqualTo(day.ExpectedMinutes)
                    );
                    Assert.That(Math.Min(day.MissingMinutes, day.ExcessMinutes), Is.Zero);
                    Assert.That(day.AbsentMinutes, Is.InRange(0, day.ExpectedMinutes));
                }
                Assert.That(
                    days.Sum(day => day.WorkedMinutes + day.AbsentMinutes + day.MissingMinutes - day.ExcessMinutes),
                    Is.EqualTo(naive.Sum(day => (long)day.Expected))
                );
            },
            iter: 10_000
        );
        TestContext.Out.WriteLine(string.Join(", ", met.Select(awkward => $"{awkward.Key} {awkward.Value}")));
        Assert.That(met.Where(awkward => awkward.Value < 50), Is.Empty, "each was met often");
    }

    /// <summary>What makes days hard to count, and whether a case has it.</summary>
    static IEnumerable<(string What, bool IsMet)> Awkward(Case each)
    {
        var days = Enumerable.Range(0, each.To.DayNumber - each.From.DayNumber + 1).Select(each.From.AddDays).ToList();
        yield return ("week 53", days.Exists(day => WeekOf(day) == 53));
        yield return ("29 February", days.Exists(day => day is { Month: 2, Day: 29 }));
        yield return ("clocks forward", days.Exists(day => IsLastSunday(day) && day.Month == 3));
        yield return ("clocks back", days.Exists(day => IsLastSunday(day) && day.Month == 10));
        yield return ("a newcomer", days.Skip(1).Contains(each.Agent.Postings[0].StartsOn));
        yield return ("a leaver", each.Agent.ClosedOn is { } left && days.Skip(1).Contains(left));
        yield return ("a change of pattern", each.Patterns.Exists(pattern => days.Skip(1).Contains(pattern.StartsOn)));
        yield return ("a closure", days.Exists(day => each.Closures.Exists(closure => closure.Halves.Contains(HalfDays.MorningOf(day)))));
        yield return (
            "half a holiday absent",
            days.Where(IsHoliday)
                .Select(HalfDays.MorningOf)
                .Any(morning => each.Absences.Exists(absence => absence.Halves.Contains(morning) != absence.Halves.Contains(morning + 1)))
        );
    }

    static bool IsLastSunday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday && day.AddDays(7).Month != day.Month;

    /// <summary>Day by day and half by half, from the words of the rule.</summary>
    static IEnumerable<(DateOnly Day, long Team, int Expected, int Absent)> Naive(Case each)
    {
        for (var day = each.From; day <= each.To; day = day.AddDays(1))
        {
            var postings = each.Agent.Postings.Where(posting => posting.StartsOn <= day).ToList();
            if (postings.Count == 0 || each.Agent.ClosedOn <= day)
                continue;
            var posting = postings[^1];
            var pattern = each
                .Patterns.Where(candidate => candidate.StartsOn <= day && (candidate.EndsOn is null || candidate.EndsOn >= day))
                .MaxBy(candidate => candidate.StartsOn);
            var weekday = day.DayOfWeek == DayOfWeek.Sunday ? 6 : (int)day.DayOfWeek - 1;
            var minutes =
                IsHoliday(day) ? 0
                : pattern is not null ? (WeekOf(day) % 2 == 0 ? pattern.EvenWeek : pattern.OddWeek)[weekday]
                : weekday < 5 ? posting.DayMinutes
                : 0;
            var (expected, absent) = (0, 0);
            foreach (var isAfternoon in new[] { false, true })
            {
                // The morning is half of the day, rounded up; the afternoon what is left.
                var part = isAfternoon ? minutes - (minutes / 2 + minutes % 2) : minutes / 2 + minutes % 2;
                var half = 2 * day.DayNumber + (isAfternoon ? 1 : 0);
                if (
                    each.Closures.Any(c =>
                        c.Halves.First <= half && half <= c.Halves.Last && (c.TeamId ?? posting.TeamId) == posting.TeamId
                    )
                )
                    continue;
                var absences = each.Absences.Where(a => a.Halves.First <= half && half <= a.Halves.Last).ToList();
                if (absences.Count == 1 && !absences[0].IsExpected)
                    continue;
                expected += part;
                absent += absences.Count * part;
            }
            yield return (day, posting.TeamId, expected, absent);
        }
    }

    static bool IsHoliday(DateOnly day) =>
        day
            is { Month: 1, Day: 1 }
                or { Month: 5, Day: 1 }
                or { Month: 5, Day: 8 }
                or { Month: 7, Day: 14 }
                or { Month: 8, Day: 15 }
                or { Month: 11, Day: 1 }
                or { Month: 11, Day: 11 }
                or { Month: 12, Day: 25 }
        || new[] { 1, 39, 50 }.Any(shift => Easters.Contains(day.AddDays(-shift)));

    /// <summary>The week of a day is that of its Thursday, counted from the week of the fourth of January.</summary>
    static int WeekOf(DateOnly day)
    {
        var thursday = day.AddDays(3 - ((int)day.DayOfWeek + 6) % 7);
        return (thursday.DayOfYear - 1) / 7 + 1;
    }
}
