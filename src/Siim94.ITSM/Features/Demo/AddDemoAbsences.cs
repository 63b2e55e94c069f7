using MediatR;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// Gives the demo's people absences for the days on which they logged nothing, so that some 98 % of expected time is accounted for; a few
/// days stay missing. Not a line of the ledger changes.
/// </summary>
/// <remarks>
/// Of some teams the published reports tell no work before 2017: nobody was expected to write it down, and nobody is said to be missing.
/// </remarks>
[Requires(Permission.ManageAbsences)]
public sealed record AddDemoAbsences : ICommand<Unit>;

sealed class AddDemoAbsencesHandler(
    Db db,
    ReferentialCache cache,
    CoverageReader coverage,
    CalendarReader calendar,
    AbsenceKinds kinds,
    TimeProvider clock
) : IRequestHandler<AddDemoAbsences, Unit>
{
    const int FirstYear = 2014,
        MissingPerThousand = 20;

    // Weeks that every fourth agent has still to fill in.
    const int DaysBehind = 21;

    public async Task<Unit> Handle(AddDemoAbsences request, CancellationToken ct)
    {
        var all = await cache.Read(db, ct);
        var today = Paris.Today(clock);
        var ids = (await kinds.All(ct)).ToDictionary(kind => kind.Code, kind => kind.Id);
        var agents = all.Agents.OrderBy(agent => agent.Id).ToList();
        var rows = new List<DemoAbsence>();
        for (var year = FirstYear; year <= today.Year; year++)
        {
            var last = new DateOnly(year, 12, 31);
            var days = await coverage.Read(agents, new(year, 1, 1), last < today ? last : today.AddDays(-1), ct);
            foreach (var (index, (agent, ofAgent)) in days.Index())
                rows.AddRange(Explain(agent, index, ofAgent, today, new Random(year * 1_000 + index)));
        }
        foreach (var (index, agent) in agents.Index().Where(agent => agent.Item.IsOpenOn(today)))
            rows.AddRange(Planned(agent, index, today));
        await db.InsertAll(
            InsertAbsenceSql,
            rows.Select(row => new
            {
                row.AgentId,
                KindId = ids[row.Kind],
                StartsOn = row.From,
                row.IsFromNoon,
                EndsOn = row.To,
                IsUntilNoon = false,
                Status = row.IsAsked ? AbsenceStatus.Asked : AbsenceStatus.Approved,
                AskedAt = Paris.ToUtc((row.IsAsked ? today : row.From).AddDays(row.IsAsked ? -2 : -30).ToDateTime(new TimeOnly(9, 0))),
            }),
            ct
        );
        await calendar.Touch(ct);
        return Unit.Value;
    }

    const string InsertAbsenceSql = """
        INSERT INTO Absences (AgentId, KindId, StartsOn, IsFromNoon, EndsOn, IsUntilNoon, Status, AskedAt, Version)
        VALUES (@AgentId, @KindId, @StartsOn, @IsFromNoon, @EndsOn, @IsUntilNoon, @Status, @AskedAt, 1)
        """;

    static IEnumerable<DemoAbsence> Explain(Agent agent, int index, IReadOnlyList<AgentDay> days, DateOnly today, Random random)
    {
        var (expected, worked) = (days.Sum(day => (long)day.ExpectedMinutes), days.Sum(day => day.WorkedMinutes));
        var isRecorded = worked * 2 >= expected;
        var expectedDays = days.Where(day => day.ExpectedMinutes > 0).ToList();
        var blank = expectedDays.Where(day => day.WorkedMinutes == 0 && !IsBehind(day.Day)).ToArray();
        var halves = expectedDays.Where(day => day.WorkedMinutes > 0 && day.MissingMinutes >= day.ExpectedMinutes / 2).ToList();
        var partly = expectedDays.Where(day => day.WorkedMinutes > 0).Except(halves).Sum(day => day.MissingMinutes);
        var left = ((isRecorded ? expected : worked) * MissingPerThousand / 1_000 - partly) / WorkDay.DefaultMinutes;

        var allowed = new DemoAllowance();
        random.Shuffle(blank);
        var explained = blank.Skip((int)Math.Clamp(left, 0, blank.Length)).Select(day => day.Day).ToHashSet();
        foreach (var half in halves)
            yield return new(agent.Id, allowed.Take(DemoAbsenceKind.Rest, 0.5m), half.Day, half.Day, IsFromNoon: true);
        foreach (var (from, to, count) in Stretches([.. expectedDays.Select(day => day.Day)], explained))
            yield return new(
                agent.Id,
                isRecorded ? allowed.Take(DemoAbsenceKind.Of(count, random), count) : DemoAbsenceKind.Unrecorded,
                from,
                to
            );

        bool IsBehind(DateOnly day) => index % 4 == 0 && day > today.AddDays(-DaysBehind);
    }

    /// <summary>Days in a row, whatever nobody is expected on between them.</summary>
    static IEnumerable<(DateOnly From, DateOnly To, int Count)> Stretches(IReadOnlyList<DateOnly> expected, HashSet<DateOnly> away)
    {
        (DateOnly From, DateOnly To, int Count)? current = null;
        foreach (var day in expected)
        {
            if (away.Contains(day))
                current = current is { } begun ? (begun.From, day, begun.Count + 1) : (day, day, 1);
            else if (current is { } over)
            {
                yield return over;
                current = null;
            }
        }
        if (current is { } last)
            yield return last;
    }

    /// <summary>What is asked for, and granted already, in the weeks to come.</summary>
    static IEnumerable<DemoAbsence> Planned(Agent agent, int index, DateOnly today)
    {
        var monday = Week.Of(today).Monday.AddDays(7 * (2 + index % 5));
        if (index % 4 == 1)
            yield return new(agent.Id, DemoAbsenceKind.Leave, monday, monday.AddDays(2 + index % 3), IsAsked: true);
        else if (index % 4 == 2 && FrenchHolidays.IsWorkingDay(monday.AddDays(4)))
            yield return new(agent.Id, DemoAbsenceKind.Rest, monday.AddDays(4), monday.AddDays(4));
    }

    sealed record DemoAbsence(long AgentId, string Kind, DateOnly From, DateOnly To, bool IsFromNoon = false, bool IsAsked = false);
}

/// <summary>
/// What an agent may still take of leave and rest in a year, but for what <see cref="AddDemoAbsences"/> plans ahead; what goes beyond is
/// taken as something else.
/// </summary>
sealed class DemoAllowance
{
    const int DaysPlanned = 5;

    readonly Dictionary<string, decimal> left = new()
    {
        [DemoAbsenceKind.Leave] = DemoAbsenceKind.LeaveDays - DaysPlanned,
        [DemoAbsenceKind.Rest] = DemoAbsenceKind.RestDays - 1,
    };

    public string Take(string wanted, decimal days)
    {
        if (!left.ContainsKey(wanted))
            return wanted;
        foreach (var kind in left.Keys.OrderBy(kind => kind != wanted))
            if (left[kind] >= days)
            {
                left[kind] -= days;
                return kind;
            }
        return days < DaysPlanned ? DemoAbsenceKind.InLieu : DemoAbsenceKind.Training;
    }
}

/// <summary>Kinds of the demo's absences.</summary>
static class DemoAbsenceKind
{
    public const string Leave = "CONGE",
        Rest = "RTT",
        InLieu = "RECUPERATION",
        Training = "FORMATION",
        Unrecorded = "NON-SUIVI";

    /// <summary>What agents may take in a year, in days.</summary>
    public const int LeaveDays = 25,
        RestDays = 15;

    /// <summary>A kind that goes with so many days in a row.</summary>
    public static string Of(int days, Random random) =>
        days switch
        {
            1 => random.Next(10) switch
            {
                0 => "MALADIE",
                1 => Training,
                2 => "AUTORISATION",
                < 6 => Rest,
                _ => Leave,
            },
            < 5 => random.Next(4) == 0 ? "MALADIE" : Leave,
            < 30 => Leave,
            _ => "MALADIE",
        };
}
