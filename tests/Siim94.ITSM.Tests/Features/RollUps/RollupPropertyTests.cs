using CsCheck;
using MediatR;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Tests.Features.RollUps;

/// <summary>
/// Whatever is written, changed, deleted and rolled up, by whom and in what order: once no mark is left, every roll-up equals a naive
/// recomputation.
/// </summary>
sealed class RollupPropertyTests
{
    static readonly string[] Domains = ["FINANCES", "CULTURE", "RESSOURCES-HUMAINES"];
    static readonly string[] Members = ["ARCUEIL", "IVRY", "GENTILLY"];
    static readonly string[] Groups = ["HOTLINE", "APPLICATIONS"];
    static readonly string[] Categories = ["MATERIEL-POSTE", "LOGICIEL-METIER"];
    static readonly string[] Kinds = ["onsite", "remote", "delegation"];

    enum Step
    {
        Write,
        Change,
        Delete,
        RollUp,
        InterruptedRollUp,
    }

    enum Thing
    {
        TimeEntry,
        Ticket,
        Intervention,
        HotlineShift,
        TrainingSession,
    }

    sealed record Move(Step Step, Thing Thing, int Day, int Quarters, int Choice, int Pick);

    static readonly Gen<Move> Moves = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(Step.Write)),
            (3, Gen.Const(Step.Change)),
            (2, Gen.Const(Step.Delete)),
            (2, Gen.Const(Step.RollUp)),
            (2, Gen.Const(Step.InterruptedRollUp))
        ),
        Gen.Frequency(
            (3, Gen.Const(Thing.TimeEntry)),
            (3, Gen.Const(Thing.Ticket)),
            (2, Gen.Const(Thing.Intervention)),
            (1, Gen.Const(Thing.HotlineShift)),
            (2, Gen.Const(Thing.TrainingSession))
        ),
        Gen.Int[0, 70],
        Gen.Int[1, 4],
        Gen.Int[0, 8],
        Gen.Int[0, 1000],
        (step, thing, day, quarters, choice, pick) => new Move(step, thing, day, quarters, choice, pick)
    );

    [Test]
    public async Task Equals_a_naive_recomputation_once_no_mark_is_left()
    {
        await using var app = await TestApp.Start();
        var requester = await app.AUser(Role.MemberContact, Members[0]);
        var writers = new[]
        {
            new Writer(app, await app.AnAgent(), requester),
            new Writer(app, await app.AnAgent(), requester),
            new Writer(app, await app.AnAgent(), requester),
        };
        await Moves
            .Array[20, 45]
            .SampleAsync(
                async moves =>
                {
                    // Three writers at once, each with its own agent and a third of the moves.
                    await Task.WhenAll(
                        writers.Select((writer, index) => writer.Run(moves.Where((_, move) => move % writers.Length == index)))
                    );
                    await app.RollUp();
                    Assert.That(await app.Query(RollupRows), Is.EqualTo(await app.Query(NaiveRows)));
                },
                iter: 25,
                threads: 1
            );
        Assert.That(
            writers.SelectMany(writer => writer.Done).Distinct().Count(),
            Is.EqualTo(Enum.GetValues<Thing>().Length * 3 - 1),
            "all things were written, changed and, but for tickets, deleted"
        );
    }

    /// <summary>Somebody who writes for one agent, and changes and deletes what they wrote.</summary>
    sealed class Writer(TestApp app, string agent, UserIdentity requester)
    {
        readonly Dictionary<Thing, List<(long Id, long Version)>> written = Enum.GetValues<Thing>()
            .ToDictionary(thing => thing, _ => new List<(long, long)>());

        public HashSet<(Thing, Step)> Done { get; } = [];

        public async Task Run(IEnumerable<Move> moves)
        {
            foreach (var move in moves)
            {
                try
                {
                    await Make(move);
                }
                catch (OperationCanceledException)
                {
                    // interrupted on purpose: the next roll-up repairs it
                }
                catch (Refusal refusal) when (refusal.Status is 404 or 409 or 422)
                {
                    // more than 24 hours in a day, or a ticket that cannot take this step, or is not the requester's
                }
            }
        }

        async Task Make(Move move)
        {
            if (move.Step is Step.RollUp)
            {
                await app.Send(new RollUp());
                return;
            }
            if (move.Step is Step.InterruptedRollUp)
            {
                using var interruption = new CancellationTokenSource(TimeSpan.FromMicroseconds(move.Pick * 5));
                await app.SendAs(UserIdentity.System, new RollUp(), ct: interruption.Token);
                return;
            }
            var things = written[move.Thing];
            if (move.Step is Step.Write)
            {
                things.Add(await Write(move));
            }
            else
            {
                if (things.Count == 0)
                    return;
                var index = move.Pick % things.Count;
                if (move.Step is Step.Change)
                {
                    things[index] = await Change(move, things[index].Id, things[index].Version);
                }
                else
                {
                    if (DeletionOf(move.Thing, things[index].Id, things[index].Version) is not { } deletion)
                        return;
                    await app.Send(deletion);
                    things.RemoveAt(index);
                }
            }
            Done.Add((move.Thing, move.Step));
        }

        async Task<(long, long)> Write(Move move)
        {
            var (day, member) = (DayOf(move), Members[move.Choice % 3]);
            switch (move.Thing)
            {
                case Thing.TimeEntry:
                    var entry = await app.Send(
                        new LogTime
                        {
                            Agent = agent,
                            Day = day,
                            Quantity = move.Quarters * 0.25m,
                            Unit = "d",
                            Activity = "SI-DOMAINE",
                            Domain = Domains[move.Choice / 3],
                            Member = member,
                            Confirm = true,
                        }
                    );
                    return (entry.Id, entry.Version);
                case Thing.Ticket:
                    var ticket = await app.Send(
                        new OpenTicket
                        {
                            Title = "Panne",
                            Member = member,
                            OpenedAt = InstantOf(move),
                            Type = move.Quarters > 2 ? "request" : "incident",
                            Channel = move.Pick % 2 == 0 ? "phone" : "mail",
                        }
                    );
                    return (ticket.Number, ticket.Version);
                case Thing.Intervention:
                    var visit = await app.Send(
                        new LogIntervention
                        {
                            Kind = Kinds[move.Choice / 3],
                            Agents = [agent],
                            Member = member,
                            Day = day,
                            Quantity = move.Quarters * 30,
                            Unit = "min",
                            TravelMinutes = move.Pick % 90,
                            Summary = "Visite",
                            Confirm = true,
                        }
                    );
                    return (visit.Id, visit.Version);
                case Thing.HotlineShift:
                    var shift = await app.Send(
                        new LogHotlineShift
                        {
                            Agent = agent,
                            Day = day,
                            Quantity = move.Quarters,
                            Unit = "h",
                            Confirm = true,
                        }
                    );
                    return (shift.Id, shift.Version);
                default:
                    var session = await app.Send(Session<LogTrainingSession>(move));
                    return (session.Id, session.Version);
            }
        }

        async Task<(long, long)> Change(Move move, long id, long version)
        {
            var (day, member) = (DayOf(move), Members[move.Choice % 3]);
            switch (move.Thing)
            {
                case Thing.TimeEntry:
                    var entry = await app.Send(
                        new ChangeTimeEntry
                        {
                            Id = id,
                            Version = version,
                            Agent = agent,
                            Day = day,
                            Quantity = move.Quarters * 0.25m,
                            Unit = "d",
                            Activity = "SI-DOMAINE",
                            Domain = Domains[move.Choice / 3],
                            Member = member,
                            Confirm = true,
                        }
                    );
                    return (entry.Id, entry.Version);
                case Thing.Ticket:
                    var step = StepOf(move, id, version);
                    // Whoever asked says it, nobody of the product.
                    var ticket = step is RateTicket ? await app.SendAs(requester, step) : await app.Send(step);
                    return (ticket.Number, ticket.Version);
                case Thing.Intervention:
                    var visit = await app.Send(
                        new ChangeIntervention
                        {
                            Id = id,
                            Version = version,
                            Kind = Kinds[move.Choice / 3],
                            Agents = [agent],
                            Member = member,
                            Day = day,
                            Quantity = move.Quarters * 30,
                            Unit = "min",
                            TravelMinutes = move.Pick % 90,
                            Summary = "Visite",
                            Confirm = true,
                        }
                    );
                    return (visit.Id, visit.Version);
                case Thing.HotlineShift:
                    var shift = await app.Send(
                        new ChangeHotlineShift
                        {
                            Id = id,
                            Version = version,
                            Agent = agent,
                            Day = day,
                            Quantity = move.Quarters,
                            Unit = "h",
                            Confirm = true,
                        }
                    );
                    return (shift.Id, shift.Version);
                default:
                    var session = await app.Send(Session<ChangeTrainingSession>(move) with { Id = id, Version = version });
                    return (session.Id, session.Version);
            }
        }

        IRequest<TicketDetails> StepOf(Move move, long number, long version) =>
            move.Choice switch
            {
                0 => new TakeTicketInCharge
                {
                    Number = number,
                    Version = version,
                    Agent = agent,
                    At = InstantOf(move),
                },
                1 => new ResolveTicket
                {
                    Number = number,
                    Version = version,
                    At = InstantOf(move),
                },
                2 => new CloseTicket
                {
                    Number = number,
                    Version = version,
                    At = InstantOf(move),
                },
                3 => new ReopenTicket
                {
                    Number = number,
                    Version = version,
                    At = InstantOf(move),
                },
                4 => new HoldTicket
                {
                    Number = number,
                    Version = version,
                    At = InstantOf(move),
                },
                5 => new AssignTicket
                {
                    Number = number,
                    Version = version,
                    Group = Groups[move.Pick % Groups.Length],
                    At = InstantOf(move),
                },
                6 => new EscalateTicket
                {
                    Number = number,
                    Version = version,
                    Reason = "Paramétrage",
                    Group = "APPLICATIONS",
                    At = InstantOf(move),
                },
                7 => new RateTicket { Number = number, Score = 1 + move.Pick % 5 },
                _ => new ChangeTicket
                {
                    Number = number,
                    Version = version,
                    Title = "Panne",
                    Member = Members[move.Pick % 3],
                    Category = Categories[move.Pick % Categories.Length],
                    Urgency = "high",
                    Impact = "high",
                },
            };

        static IRequest<Unit>? DeletionOf(Thing thing, long id, long version) =>
            thing switch
            {
                Thing.TimeEntry => new DeleteTimeEntry(id, version),
                Thing.Intervention => new DeleteIntervention(id, version),
                Thing.HotlineShift => new DeleteHotlineShift(id, version),
                Thing.TrainingSession => new DeleteTrainingSession(id, version),
                _ => null,
            };

        TSession Session<TSession>(Move move)
            where TSession : TrainingSessionFields, new() =>
            new TSession()
            {
                Category = "BUREAUTIQUE",
                StartsOn = DayOf(move),
                Days = move.Quarters * 0.25m,
                PreparationDays = move.Pick % 3 * 0.25m,
                Trainers = [agent],
                Confirm = true,
                Attendances =
                [
                    .. Members
                        .Take(move.Choice % 3 + 1)
                        .Select((member, index) => new Attendance { Member = member, People = move.Pick % 7 + index }),
                ],
            };

        static DateOnly DayOf(Move move) => new DateOnly(2017, 1, 2).AddDays(move.Day);

        static DateTime InstantOf(Move move) => DayOf(move).ToDateTime(new TimeOnly(move.Pick % 24, 30), DateTimeKind.Utc);
    }

    static async Task<List<string>> RollupRows(Db db) =>
        [
            .. Text(
                await db.Query<Work>(
                    """
                    SELECT YearMonth, AgentId, TeamId, ActivityId, SubActivityId, DomainId, MemberId, Source, SUM(EntryCount) AS EntryCount,
                           SUM(Minutes) AS Minutes, SUM(MicroDays) AS MicroDays
                    FROM ReportWorkByMonth
                    GROUP BY YearMonth, AgentId, TeamId, ActivityId, SubActivityId, DomainId, MemberId, Source
                    HAVING SUM(EntryCount) <> 0 OR SUM(Minutes) <> 0 OR SUM(MicroDays) <> 0
                    """,
                    null,
                    default
                )
            ),
            .. Text(
                await db.Query<TicketCount>(
                    """
                    SELECT YearMonth, MemberId, Channel, Type, Priority, TicketCategoryId, AgentId, TeamId, GroupId, SUM(Opened) AS Opened,
                           SUM(TakenInCharge) AS TakenInCharge, SUM(Resolved) AS Resolved, SUM(Closed) AS Closed,
                           SUM(Reopened) AS Reopened, SUM(Escalated) AS Escalated, SUM(Received) AS Received,
                           SUM(SolvedAtFirstLine) AS SolvedAtFirstLine, SUM(Ratings) AS Ratings, SUM(RatingScore) AS RatingScore,
                           SUM(BacklogChange) AS BacklogChange
                    FROM ReportTicketsByMonth
                    GROUP BY YearMonth, MemberId, Channel, Type, Priority, TicketCategoryId, AgentId, TeamId, GroupId
                    HAVING SUM(Opened) <> 0 OR SUM(TakenInCharge) <> 0 OR SUM(Resolved) <> 0 OR SUM(Closed) <> 0 OR SUM(Reopened) <> 0
                        OR SUM(Escalated) <> 0 OR SUM(Received) <> 0 OR SUM(Ratings) <> 0 OR SUM(BacklogChange) <> 0
                    """,
                    null,
                    default
                )
            ),
            .. Text(
                await db.Query<VisitCount>(
                    "SELECT YearMonth, MemberId, Kind, Visits, TravelMinutes FROM ReportVisitsByMonth",
                    null,
                    default
                )
            ),
            .. Text(
                await db.Query<Training>(
                    "SELECT YearMonth, CategoryId, Sessions, SessionMicroDays, PreparationMicroDays FROM ReportTrainingByMonth",
                    null,
                    default
                )
            ),
            .. Text(
                await db.Query<People>(
                    "SELECT YearMonth, CategoryId, MemberId, People AS Count FROM ReportAttendancesByMonth",
                    null,
                    default
                )
            ),
        ];

    // No GROUP BY: facts read one by one and added in memory.
    static async Task<List<string>> NaiveRows(Db db)
    {
        var entries = await db.Query<WorkFact>(
            """
            SELECT WorkedOn AS Day, AgentId, TeamId, ActivityId, SubActivityId, DomainId, MemberId, Source, Minutes, MicroDays
            FROM TimeEntries
            """,
            null,
            default
        );
        var tickets = await db.Query<TicketFact>(
            """
            SELECT Id, MemberId, Channel, Type, Priority, CategoryId AS TicketCategoryId, AssignedAgentId AS AgentId,
                   AssignedTeamId AS TeamId, AssignedGroupId AS GroupId, SupportLevel, OpenedOn, TakenInChargeOn, ResolvedOn, ClosedOn
            FROM Tickets
            """,
            null,
            default
        );
        var reopenings = await db.Query<Reopening>("SELECT TicketId, ReopenedOn, ResolvedOn FROM TicketReopenings", null, default);
        var handovers = await db.Query<Handover>(
            """
            SELECT TicketId, HandedOn, FromLevel, ToLevel, ByAgentId, ByTeamId, FromGroupId, ToAgentId, ToTeamId, ToGroupId
            FROM TicketHandovers
            """,
            null,
            default
        );
        var ratings = await db.Query<Rating>("SELECT TicketId, RatedOn, Score FROM TicketSatisfactions", null, default);
        var visits = await db.Query<VisitFact>("SELECT WorkedOn AS Day, MemberId, Kind, TravelMinutes FROM Interventions", null, default);
        var sessions = await db.Query<SessionFact>(
            "SELECT Id, StartsOn AS Day, CategoryId, SessionMicroDays, PreparationMicroDays FROM TrainingSessions",
            null,
            default
        );
        var people = await db.Query<PeopleFact>(
            "SELECT TrainingSessionId, MemberId, People FROM TrainingSessionAttendances",
            null,
            default
        );
        return
        [
            .. Text(
                entries
                    .GroupBy(e => new Work
                    {
                        YearMonth = MonthOf(e.Day),
                        AgentId = e.AgentId,
                        TeamId = e.TeamId,
                        ActivityId = e.ActivityId,
                        SubActivityId = e.SubActivityId,
                        DomainId = e.DomainId,
                        MemberId = e.MemberId,
                        Source = e.Source,
                    })
                    .Select(g =>
                        g.Key with
                        {
                            EntryCount = g.Count(),
                            Minutes = g.Sum(e => e.Minutes),
                            MicroDays = g.Sum(e => e.MicroDays),
                        }
                    )
            ),
            .. Text(
                EventsOf(tickets.ToDictionary(t => t.Id), reopenings, handovers, ratings)
                    .GroupBy(e => e.Key)
                    .Select(g =>
                        g.Key with
                        {
                            Opened = g.Sum(e => e.Count.Opened),
                            TakenInCharge = g.Sum(e => e.Count.TakenInCharge),
                            Resolved = g.Sum(e => e.Count.Resolved),
                            Closed = g.Sum(e => e.Count.Closed),
                            Reopened = g.Sum(e => e.Count.Reopened),
                            Escalated = g.Sum(e => e.Count.Escalated),
                            Received = g.Sum(e => e.Count.Received),
                            SolvedAtFirstLine = g.Sum(e => e.Count.SolvedAtFirstLine),
                            Ratings = g.Sum(e => e.Count.Ratings),
                            RatingScore = g.Sum(e => e.Count.RatingScore),
                            BacklogChange = g.Sum(e => e.Count.BacklogChange),
                        }
                    )
                    .Where(count => count.YearMonth > 0 && !count.IsNothing)
            ),
            .. Text(
                visits
                    .GroupBy(v => new VisitCount
                    {
                        YearMonth = MonthOf(v.Day),
                        MemberId = v.MemberId,
                        Kind = v.Kind,
                    })
                    .Select(g => g.Key with { Visits = g.Count(), TravelMinutes = g.Sum(v => v.TravelMinutes) })
            ),
            .. Text(
                sessions
                    .GroupBy(s => new Training { YearMonth = MonthOf(s.Day), CategoryId = s.CategoryId })
                    .Select(g =>
                        g.Key with
                        {
                            Sessions = g.Count(),
                            SessionMicroDays = g.Sum(s => s.SessionMicroDays),
                            PreparationMicroDays = g.Sum(s => s.PreparationMicroDays),
                        }
                    )
            ),
            .. Text(
                people
                    .Join(sessions, p => p.TrainingSessionId, s => s.Id, (p, s) => (s, p))
                    .GroupBy(x => new People
                    {
                        YearMonth = MonthOf(x.s.Day),
                        CategoryId = x.s.CategoryId,
                        MemberId = x.p.MemberId,
                    })
                    .Select(g => g.Key with { Count = g.Sum(x => x.p.People) })
            ),
        ];
    }

    static IEnumerable<(TicketCount Key, TicketCount Count)> EventsOf(
        Dictionary<long, TicketFact> tickets,
        IEnumerable<Reopening> reopenings,
        IEnumerable<Handover> handovers,
        IEnumerable<Rating> ratings
    )
    {
        var escalated = handovers.Where(h => h.FromLevel == 2 || h.ToLevel == 2).Select(h => h.TicketId).ToHashSet();
        foreach (var t in tickets.Values)
        {
            yield return (KeyOf(t, t.OpenedOn), new() { Opened = 1, BacklogChange = 1 });
            yield return (KeyOf(t, t.TakenInChargeOn), new() { TakenInCharge = 1 });
            yield return (
                KeyOf(t, t.ResolvedOn),
                new()
                {
                    Resolved = 1,
                    BacklogChange = -1,
                    SolvedAtFirstLine = t.SupportLevel == 1 && !escalated.Contains(t.Id) ? 1 : 0,
                }
            );
            yield return (KeyOf(t, t.ClosedOn), new() { Closed = 1, BacklogChange = t.ResolvedOn is null ? -1 : 0 });
        }
        foreach (var r in reopenings)
        {
            yield return (KeyOf(tickets[r.TicketId], r.ReopenedOn), new() { Reopened = 1, BacklogChange = 1 });
            yield return (KeyOf(tickets[r.TicketId], r.ResolvedOn), new() { BacklogChange = -1 });
        }
        foreach (var h in handovers.Where(h => (h.FromLevel, h.ToLevel) == (1, 2)))
        {
            var key = KeyOf(tickets[h.TicketId], h.HandedOn);
            yield return (key with { AgentId = h.ByAgentId, TeamId = h.ByTeamId, GroupId = h.FromGroupId }, new() { Escalated = 1 });
            yield return (key with { AgentId = h.ToAgentId, TeamId = h.ToTeamId, GroupId = h.ToGroupId }, new() { Received = 1 });
        }
        foreach (var r in ratings)
            yield return (KeyOf(tickets[r.TicketId], r.RatedOn), new() { Ratings = 1, RatingScore = r.Score });

        // What has not happened has no month, and counts nothing.
        static TicketCount KeyOf(TicketFact t, DateOnly? day) =>
            new()
            {
                YearMonth = day is { } on ? MonthOf(on) : 0,
                MemberId = t.MemberId,
                Channel = t.Channel,
                Type = t.Type,
                Priority = t.Priority,
                TicketCategoryId = t.TicketCategoryId,
                AgentId = t.AgentId,
                TeamId = t.TeamId,
                GroupId = t.GroupId,
            };
    }

    static IEnumerable<string> Text<T>(IEnumerable<T> rows) => rows.Select(row => $"{row}").Order(StringComparer.Ordinal);

    static long MonthOf(DateOnly day) => day.Year * 100 + day.Month;

    sealed record Work
    {
        public long YearMonth { get; init; }
        public long AgentId { get; init; }
        public long TeamId { get; init; }
        public long ActivityId { get; init; }
        public long? SubActivityId { get; init; }
        public long? DomainId { get; init; }
        public long? MemberId { get; init; }
        public string Source { get; init; } = "";
        public long EntryCount { get; init; }
        public long Minutes { get; init; }
        public long MicroDays { get; init; }
    }

    sealed record WorkFact
    {
        public DateOnly Day { get; init; }
        public long AgentId { get; init; }
        public long TeamId { get; init; }
        public long ActivityId { get; init; }
        public long? SubActivityId { get; init; }
        public long? DomainId { get; init; }
        public long? MemberId { get; init; }
        public string Source { get; init; } = "";
        public long Minutes { get; init; }
        public long MicroDays { get; init; }
    }

    sealed record TicketCount
    {
        public long YearMonth { get; init; }
        public long MemberId { get; init; }
        public string Channel { get; init; } = "";
        public string Type { get; init; } = "";
        public long Priority { get; init; }
        public long? TicketCategoryId { get; init; }
        public long? AgentId { get; init; }
        public long? TeamId { get; init; }
        public long? GroupId { get; init; }
        public long Opened { get; init; }
        public long TakenInCharge { get; init; }
        public long Resolved { get; init; }
        public long Closed { get; init; }
        public long Reopened { get; init; }
        public long Escalated { get; init; }
        public long Received { get; init; }
        public long SolvedAtFirstLine { get; init; }
        public long Ratings { get; init; }
        public long RatingScore { get; init; }
        public long BacklogChange { get; init; }

        public bool IsNothing =>
            (Opened, TakenInCharge, Resolved, Closed, Reopened) == (0, 0, 0, 0, 0)
            && (Escalated, Received, Ratings, BacklogChange) == (0, 0, 0, 0);
    }

    sealed record Reopening
    {
        public long TicketId { get; init; }
        public DateOnly ReopenedOn { get; init; }
        public DateOnly ResolvedOn { get; init; }
    }

    sealed record Handover
    {
        public long TicketId { get; init; }
        public DateOnly HandedOn { get; init; }
        public int FromLevel { get; init; }
        public int ToLevel { get; init; }
        public long? ByAgentId { get; init; }
        public long? ByTeamId { get; init; }
        public long? FromGroupId { get; init; }
        public long? ToAgentId { get; init; }
        public long? ToTeamId { get; init; }
        public long? ToGroupId { get; init; }
    }

    sealed record Rating
    {
        public long TicketId { get; init; }
        public DateOnly RatedOn { get; init; }
        public long Score { get; init; }
    }

    sealed record TicketFact
    {
        public long Id { get; init; }
        public long MemberId { get; init; }
        public string Channel { get; init; } = "";
        public string Type { get; init; } = "";
        public long Priority { get; init; }
        public long? TicketCategoryId { get; init; }
        public long? AgentId { get; init; }
        public long? TeamId { get; init; }
        public long? GroupId { get; init; }
        public int SupportLevel { get; init; }
        public DateOnly? OpenedOn { get; init; }
        public DateOnly? TakenInChargeOn { get; init; }
        public DateOnly? ResolvedOn { get; init; }
        public DateOnly? ClosedOn { get; init; }
    }

    sealed record VisitCount
    {
        public long YearMonth { get; init; }
        public long MemberId { get; init; }
        public string Kind { get; init; } = "";
        public long Visits { get; init; }
        public long TravelMinutes { get; init; }
    }

    sealed record VisitFact
    {
        public DateOnly Day { get; init; }
        public long MemberId { get; init; }
        public string Kind { get; init; } = "";
        public long TravelMinutes { get; init; }
    }

    sealed record Training
    {
        public long YearMonth { get; init; }
        public long CategoryId { get; init; }
        public long Sessions { get; init; }
        public long SessionMicroDays { get; init; }
        public long PreparationMicroDays { get; init; }
    }

    sealed record SessionFact
    {
        public long Id { get; init; }
        public DateOnly Day { get; init; }
        public long CategoryId { get; init; }
        public long SessionMicroDays { get; init; }
        public long PreparationMicroDays { get; init; }
    }

    sealed record People
    {
        public long YearMonth { get; init; }
        public long CategoryId { get; init; }
        public long MemberId { get; init; }
        public long Count { get; init; }
    }

    sealed record PeopleFact
    {
        public long TrainingSessionId { get; init; }
        public long MemberId { get; init; }
        public long People { get; init; }
    }
}
