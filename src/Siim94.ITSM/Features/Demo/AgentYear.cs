namespace Siim94.ITSM.Features.Demo;

/// <summary>The working days of one agent in one year, and the minutes still free on each.</summary>
sealed class AgentYear
{
    // With 25 days of leave and some of compensatory rest, a full-time post works about 213 days of the 251.
    const int DaysOff = 38;
    const int SummerDays = 15;

    readonly int[] freeMinutes;

    /// <param name="agent">Whose year it is.</param>
    /// <param name="days">Working days of the year.</param>
    /// <param name="random">Decides the days off.</param>
    public AgentYear(DemoAgent agent, IReadOnlyList<DateOnly> days, Random random)
    {
        Agent = agent;
        freeMinutes = new int[days.Count];
        Array.Fill(freeMinutes, agent.DailyMinutes);
        var summer = days.Index().First(day => day.Item.Month == 7).Index + random.Next(25);
        for (var day = summer; day < summer + SummerDays; day++)
            freeMinutes[day] = 0;
        for (var off = SummerDays; off < DaysOff; off++)
            freeMinutes[random.Next(days.Count)] = 0;
    }

    public DemoAgent Agent { get; }

    public bool IsFree(int day, int minutes) => day >= 0 && day < freeMinutes.Length && freeMinutes[day] >= minutes;

    public void Book(int day, int minutes) => freeMinutes[day] -= minutes;
}
