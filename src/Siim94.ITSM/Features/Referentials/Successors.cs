using FluentValidation;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Which rows may follow which.</summary>
static class Successors
{
    static readonly string[] WithSuccessions = ["member", "domain", "application", "project", "activity", "team"];

    public static bool Have(string referential) => WithSuccessions.Contains(referential);

    /// <exception cref="Refusal">Unknown, or it may mean several.</exception>
    public static ReferentialRow Find(ReferentialData all, string referential, string field, string text)
    {
        var rows = ReferentialTables.Rows(all, referential);
        if (rows.FirstOrDefault(row => row.Code == text) is { } exact)
            return exact;
        return ReferentialTables.Find(all, referential, text) switch
        {
            [var row] => row,
            [] => throw ReferentialErrors.Unknown(field, text, KnownCode.Near(text, rows)),
            var several => throw ReferentialErrors.Ambiguous(field, text, several.Select(row => row.Code)),
        };
    }

    /// <exception cref="Refusal">The row has successors already, would be its own, or is not of their kind; a successor is closed; agents
    /// are still posted to the team.</exception>
    public static void RefuseMisfits(
        ReferentialData all,
        string referential,
        ReferentialRow row,
        IReadOnlyList<ReferentialRow> successors,
        DateOnly day
    )
    {
        var lineages = all.LineagesOf(referential);
        if (lineages.Successions.Any(succession => succession.FromId == row.Id))
            throw ReferentialErrors.Succeeded(row);
        foreach (var successor in successors)
        {
            if (Leads(all, referential, successor.Id, row.Id))
                throw ReferentialErrors.OwnSuccessor("Into", row);
            if (!successor.IsOpenOn(day))
                throw ReferentialErrors.Closed("Into", successor);
            if (!AreAlike(all, row, successor))
                throw ReferentialErrors.NotAlike("Into", row, successor);
        }
        foreach (var pseudo in successors.Prepend(row).OfType<Member>().Where(member => member.Kind is Member.Internal or Member.Multiple))
            throw ReferentialErrors.PseudoMember("Into", pseudo);
        if (row is Team && PostedTo(all, row.Id, day) is { Count: > 0 } agents)
            throw ReferentialErrors.StillPosted("StartsOn", row, agents);
    }

    /// <summary>Whether successions lead from a row to another, or it is that one, or one of its entities.</summary>
    static bool Leads(ReferentialData all, string referential, long from, long to)
    {
        var successions = all.LineagesOf(referential).Successions;
        HashSet<long> seen = [from];
        var toVisit = new Queue<long>(seen);
        while (toVisit.TryDequeue(out var id))
        {
            var after = successions.Where(succession => succession.FromId == id).Select(succession => succession.ToId);
            // Whoever takes over a member sees its entities: one of them would see itself again.
            if (referential == "member" && all.Members[id].ParentId is { } parent)
                after = after.Append(parent);
            foreach (var next in after.Where(seen.Add))
                toVisit.Enqueue(next);
        }
        return seen.Contains(to);
    }

    /// <remarks>Sub-activities of different activities would be in one row of one table and in two of another.</remarks>
    static bool AreAlike(ReferentialData all, ReferentialRow row, ReferentialRow successor)
    {
        return (row, successor) switch
        {
            (Domain a, Domain b) => a.Kind == b.Kind,
            (Activity a, Activity b) => a.DepartmentId == b.DepartmentId && ActivityOf(a) == ActivityOf(b),
            _ => true,
        };

        long? ActivityOf(Activity activity) => activity.ParentId is { } parent ? all.LineagesOf("activity").HeirOf(parent) : null;
    }

    static List<string> PostedTo(ReferentialData all, long teamId, DateOnly day) =>
        [
            .. all
                .Agents.Where(agent =>
                    agent.IsOpenOn(day)
                    && (
                        agent.PostingOn(day)?.TeamId == teamId
                        || agent.Postings.Any(posting => posting.StartsOn > day && posting.TeamId == teamId)
                    )
                )
                .Select(agent => agent.Name),
        ];

    const string LinesOfMemberSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.MemberId = @Id AND e.WorkedOn >= @Day";
    const string LinesOfDomainSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.DomainId = @Id AND e.WorkedOn >= @Day";
    const string LinesOfApplicationSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.ApplicationId = @Id AND e.WorkedOn >= @Day";
    const string LinesOfProjectSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.ProjectId = @Id AND e.WorkedOn >= @Day";
    const string LinesOfActivitySql =
        "SELECT COUNT(*) FROM TimeEntries e WHERE (e.ActivityId = @Id OR e.SubActivityId = @Id) AND e.WorkedOn >= @Day";
    const string LinesOfTeamSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.TeamId = @Id AND e.WorkedOn >= @Day";
    const string TicketsOfMemberSql = "SELECT COUNT(*) FROM Tickets t WHERE t.MemberId = @Id AND t.OpenedOn >= @Day";
    const string TicketsOfDomainSql = "SELECT COUNT(*) FROM Tickets t WHERE t.DomainId = @Id AND t.OpenedOn >= @Day";
    const string TicketsOfApplicationSql = "SELECT COUNT(*) FROM Tickets t WHERE t.ApplicationId = @Id AND t.OpenedOn >= @Day";
    const string TicketsOfTeamSql = "SELECT COUNT(*) FROM Tickets t WHERE t.AssignedTeamId = @Id AND t.OpenedOn >= @Day";
    const string VisitsOfMemberSql = "SELECT COUNT(*) FROM Interventions i WHERE i.MemberId = @Id AND i.WorkedOn >= @Day";
    const string SessionsOfApplicationSql = "SELECT COUNT(*) FROM TrainingSessions s WHERE s.ApplicationId = @Id AND s.StartsOn >= @Day";
    const string SessionsOfMemberSql = """
        SELECT COUNT(*)
        FROM TrainingSessions s
        JOIN TrainingSessionAttendances a ON a.TrainingSessionId = s.Id
        WHERE a.MemberId = @Id AND s.StartsOn >= @Day
        """;

    /// <summary>Statements that count what uses a row since a day: lines of time, which can be changed in bulk, and the rest.</summary>
    public static IReadOnlyList<(string Sql, bool IsLine)> UsesSql(string referential) =>
        referential switch
        {
            "member" => [(LinesOfMemberSql, true), (TicketsOfMemberSql, false), (VisitsOfMemberSql, false), (SessionsOfMemberSql, false)],
            "domain" => [(LinesOfDomainSql, true), (TicketsOfDomainSql, false)],
            "application" => [(LinesOfApplicationSql, true), (TicketsOfApplicationSql, false), (SessionsOfApplicationSql, false)],
            "project" => [(LinesOfProjectSql, true)],
            "activity" => [(LinesOfActivitySql, true)],
            _ => [(LinesOfTeamSql, true), (TicketsOfTeamSql, false)],
        };
}
