namespace Siim94.ITSM.Features.Demo;

/// <summary>Work placed on an agent's day.</summary>
sealed record Booking(DemoAgent Agent, DateOnly Day, int Minutes);

/// <summary>The year of a group of agents: finds a free place near a wished day, so that nobody works more than their day.</summary>
sealed class DemoSchedule
{
    const int HalfDay = WorkDay.DefaultMinutes / 2;

    // Specialists do a work while they have room within three weeks of the wished day; then any colleague does.
    const int SpecialistReach = 15,
        Specialists = 3;

    readonly IReadOnlyList<DateOnly> days;
    readonly List<AgentYear> agents;
    readonly Random random;

    /// <param name="year">Calendar year.</param>
    /// <param name="agents">The agents who share the work.</param>
    /// <param name="seed">Same seed, same schedule.</param>
    public DemoSchedule(int year, IEnumerable<DemoAgent> agents, int seed)
    {
        random = new(seed);
        days = [.. FrenchHolidays.WorkingDays(new(year, 1, 1), new(year, 12, 31))];
        this.agents = [.. agents.Select(agent => new AgentYear(agent, days, random))];
    }

    /// <summary>Spreads an amount over the year in whole and half days, and what is left in minutes.</summary>
    /// <param name="minutes">Exact amount.</param>
    /// <param name="largestPiece">Longest booking, in minutes.</param>
    public IEnumerable<Booking> Spread(long minutes, int largestPiece = WorkDay.DefaultMinutes)
    {
        var specialist = random.Next(agents.Count);
        var pieces = Pieces(minutes, largestPiece);
        foreach (var (index, piece) in pieces.Index())
        {
            var wished = (int)((index + random.NextDouble()) / pieces.Count * days.Count);
            foreach (var booking in Place(piece, wished, specialist))
                yield return booking;
        }
    }

    /// <summary>Books one agent for consecutive working days of a session, after its preparation.</summary>
    /// <param name="minutes">Length of the session.</param>
    /// <param name="preparationMinutes">Preparation before it; 0 for none.</param>
    /// <returns>The agent, the first day of the session and of the preparation.</returns>
    /// <exception cref="InvalidOperationException">Nobody has that many free days in a row.</exception>
    public (DemoAgent Agent, DateOnly StartsOn, DateOnly? PreparedOn) BookSession(int minutes, int preparationMinutes)
    {
        var (length, preparation) = (DaysOf(minutes), DaysOf(preparationMinutes));
        var (first, who) = (random.Next(preparation, days.Count - length), random.Next(agents.Count));
        foreach (var start in Around(first, days.Count))
        foreach (
            var agent in agents
                .Index()
                .Select(a => agents[(a.Index + who) % agents.Count])
                .Where(a => a.Agent.DailyMinutes == WorkDay.DefaultMinutes)
        )
        {
            if (start < preparation || !IsFreeFor(agent, start, minutes) || !IsFreeFor(agent, start - preparation, preparationMinutes))
                continue;
            BookFor(agent, start, minutes);
            BookFor(agent, start - preparation, preparationMinutes);
            return (agent.Agent, days[start], preparationMinutes > 0 ? days[start - preparation] : null);
        }
        throw new InvalidOperationException("No trainer has enough free days in a row.");
    }

    /// <summary>A working day of the year, chosen at random.</summary>
    public DateOnly AnyDay() => days[random.Next(days.Count)];

    List<int> Pieces(long minutes, int largest)
    {
        var pieces = new List<int>();
        while (minutes > 0)
        {
            var piece = (int)Math.Min(minutes, largest > HalfDay && random.Next(3) == 0 ? largest : Math.Min(largest, HalfDay));
            pieces.Add(piece);
            minutes -= piece;
        }
        return pieces;
    }

    IEnumerable<Booking> Place(int minutes, int wished, int specialist)
    {
        if (Find(minutes, wished, specialist) is { } found)
        {
            found.Agent.Book(found.Day, minutes);
            return [new(found.Agent.Agent, days[found.Day], minutes)];
        }
        if (minutes < 2)
            throw new InvalidOperationException("The agents have no free minute left in the year.");
        return [.. Place(minutes / 2, wished, specialist), .. Place(minutes - minutes / 2, wished, specialist)];
    }

    (AgentYear Agent, int Day)? Find(int minutes, int wished, int specialist)
    {
        foreach (var day in Around(wished, SpecialistReach))
            for (var nth = 0; nth < Math.Min(Specialists, agents.Count); nth++)
                if (agents[(specialist + nth) % agents.Count] is var agent && agent.IsFree(day, minutes))
                    return (agent, day);
        foreach (var day in Around(wished, days.Count))
            for (var nth = 0; nth < agents.Count; nth++)
                if (agents[(specialist + nth) % agents.Count] is var agent && agent.IsFree(day, minutes))
                    return (agent, day);
        return null;
    }

    /// <summary>Days by distance from one, nearest first.</summary>
    IEnumerable<int> Around(int center, int reach)
    {
        yield return center;
        for (var distance = 1; distance <= reach; distance++)
        {
            if (center + distance < days.Count)
                yield return center + distance;
            if (center - distance >= 0)
                yield return center - distance;
        }
    }

    static int DaysOf(int minutes) => (minutes + WorkDay.DefaultMinutes - 1) / WorkDay.DefaultMinutes;

    bool IsFreeFor(AgentYear agent, int start, int minutes)
    {
        for (var day = start; minutes > 0; day++, minutes -= WorkDay.DefaultMinutes)
            if (!agent.IsFree(day, Math.Min(minutes, WorkDay.DefaultMinutes)))
                return false;
        return true;
    }

    static void BookFor(AgentYear agent, int start, int minutes)
    {
        for (var day = start; minutes > 0; day++, minutes -= WorkDay.DefaultMinutes)
            agent.Book(day, Math.Min(minutes, WorkDay.DefaultMinutes));
    }
}
