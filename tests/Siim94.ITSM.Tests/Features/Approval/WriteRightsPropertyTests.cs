using System.Globalization;
using CsCheck;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.BulkChanges;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;
using Siim94.ITSM.Features.Weeks;
using Siim94.ITSM.Tests.Features.Imports;

namespace Siim94.ITSM.Tests.Features.Approval;

/// <summary>
/// Any sequence of submit, recall, approve, return, lock, unlock, close and reopen lets nobody write where the table of rights says no, and
/// everybody where it says yes, through every door: a naive oracle remembers each day on its own.
/// </summary>
[SetCulture("fr-FR"), SetUICulture("fr-FR")]
sealed class WriteRightsPropertyTests
{
    static readonly DateOnly FirstDay = new(2017, 2, 6);
    const int DayCount = 35;

    static readonly string[] Steps = ["submit", "recall", "approve", "return"];

    static readonly string[] Doors =
    [
        "log",
        "cells",
        "absence",
        "batch",
        "change",
        "delete",
        "visit",
        "change-visit",
        "delete-visit",
        "shift",
        "delete-shift",
        "ticket-time",
        "training",
        "delete-training",
        "bulk",
        "import",
        "undo-import",
    ];

    /// <param name="What">A step, or what else may happen: a lock, a closing, a write.</param>
    /// <param name="By">Who does it: agent, colleague, leader, manager.</param>
    /// <param name="For">Whose time it is.</param>
    /// <param name="Day">Days after the first.</param>
    /// <param name="Choice">Whatever else is to be chosen.</param>
    sealed record Act(string What, int By, int For, int Day, int Choice);

    static readonly Gen<Act> Acts = Gen.Select(
            Gen.Frequency(
                (8, Gen.Int[0, Steps.Length - 1].Select(index => Steps[index])),
                (2, Gen.Const("lock")),
                (1, Gen.Const("unlock")),
                (1, Gen.Const("close")),
                (1, Gen.Const("reopen")),
                (1, Gen.Const("later")),
                (1, Gen.Const("set")),
                (20, Gen.Const("write"))
            ),
            Gen.Int[0, 3],
            Gen.Int[0, 3],
            Gen.Int[0, DayCount - 1],
            Gen.Int[0, 1_000]
        )
        .Select((what, by, whose, day, choice) => new Act(what, by, whose, day, choice));

    [Test]
    public void Nobody_writes_where_the_table_says_no_through_any_door()
    {
        var tried = new SortedDictionary<string, (int Written, int Refused)>(StringComparer.Ordinal);
        Sample(90);
        // Some doors open onto what others have written only: chance may want a few more.
        for (var more = 0; more < 10 && OneSided().Any(); more++)
            Sample(10);
        Assert.That(OneSided(), Is.Empty, "each was both let through and refused");
        TestContext.Out.WriteLine(string.Join(", ", tried.Select(door => $"{door.Key} {door.Value.Written}/{door.Value.Refused}")));

        void Sample(int times) => Acts.List[40, 60].Sample(acts => Play(acts, tried).GetAwaiter().GetResult(), iter: times, threads: 1);

        IEnumerable<string> OneSided() => Doors.Where(door => tried.GetValueOrDefault(door) is { Written: 0 } or { Refused: 0 });
    }

    static async Task Play(List<Act> acts, SortedDictionary<string, (int Written, int Refused)> tried)
    {
        var sheets = await Sheets.Start();
        await using var app = sheets.App;
        var world = new World(sheets);
        await world.Begin();
        foreach (var act in acts)
        {
            if (act.What != "write")
            {
                await world.Move(act);
                continue;
            }
            var door = Doors[act.Choice % Doors.Length];
            if (await world.Write(door, act) is { } wasWritten)
            {
                var (written, refused) = tried.GetValueOrDefault(door);
                tried[door] = wasWritten ? (written + 1, refused) : (written, refused + 1);
            }
        }
    }

    sealed record Lock(DateOnly Until, int Grace, long Id);

    /// <summary>The product, and beside it what a child would note on paper.</summary>
    sealed class World(Sheets sheets)
    {
        readonly TestApp app = sheets.App;
        readonly string[] agents = [sheets.Agent, sheets.Colleague, sheets.Leader, sheets.Manager];
        readonly UserIdentity[] users = [sheets.AsAgent, sheets.AsColleague, sheets.AsLeader, sheets.AsManager];

        const int Leader = 2,
            Manager = 3;

        readonly Dictionary<(int Agent, string Period), string> states = [];
        readonly Dictionary<int, long> closings = [];
        List<Lock> ofAll = [],
            ofTeam = [];
        (string Cycle, string Approver) setting = ("week", "leader");
        readonly HashSet<(int Agent, DateOnly Day)> absent = [];
        IReadOnlyList<TimeEntryDetails>? lines;
        long ticket;
        int texts;

        DateOnly Today => Paris.Today(app.Clock);

        public async Task Begin() => ticket = (await app.ATicket()).Number;

        static DateOnly DayOf(Act act) => FirstDay.AddDays(act.Day);

        public async Task Move(Act act)
        {
            switch (act.What)
            {
                case "lock":
                    var (team, until, grace) = (act.Choice % 2 == 0 ? null : Sheets.Team, DayOf(act), act.Choice % 7 * 3);
                    var made = await app.SendAs(
                        sheets.AsManager,
                        new LockDays
                        {
                            Team = team,
                            Until = until,
                            Grace = grace,
                        }
                    );
                    var locked = new Lock(until, grace, made.Id);
                    if (team is null)
                        ofAll = After(ofAll, locked);
                    else
                        ofTeam = After(ofTeam, locked);
                    break;
                case "unlock" when ofAll.Count > 0:
                    ofAll = await Unlock(ofAll, act);
                    break;
                case "unlock":
                    ofTeam = await Unlock(ofTeam, act);
                    break;
                case "close":
                    if (closings.ContainsKey(2))
                        break;
                    var closing = await app.SendAs(
                        sheets.AsManager,
                        new ClosePeriod
                        {
                            Year = 2017,
                            Month = 2,
                            Confirm = true,
                        }
                    );
                    closings[2] = closing.Id;
                    break;
                case "reopen":
                    if (closings.Remove(2, out var id))
                        await app.SendAs(sheets.AsManager, new ReopenPeriod { Id = id, Reason = "Oubli" });
                    break;
                case "later":
                    app.Clock.Advance(TimeSpan.FromDays(1 + act.Choice % 5));
                    break;
                case "set":
                    setting = (act.Choice % 3 == 0 ? "month" : "week", Approver.All[act.Choice % Approver.All.Count]);
                    await sheets.Set(setting.Cycle, setting.Approver);
                    break;
                default:
                    await Step(act);
                    break;
            }
        }

        bool Holds(Lock one) => Today > one.Until.AddDays(one.Grace);

        /// <summary>That of an earlier day stays while the new one is in its grace.</summary>
        List<Lock> After(List<Lock> before, Lock made) => Holds(made) ? [made] : [.. before.Where(one => one.Until < made.Until), made];

        /// <summary>One that holds has taken the place of those of earlier days, and takes them along.</summary>
        async Task<List<Lock>> Unlock(List<Lock> before, Act act)
        {
            var shown = before.Where(one => !before.Exists(later => later.Until > one.Until && Holds(later))).ToList();
            if (shown.Count == 0)
                return before;
            var lifted = shown[act.Choice % shown.Count];
            await app.SendAs(sheets.AsManager, new UnlockDays(lifted.Id));
            return [.. before.Where(one => one != lifted && !(Holds(lifted) && one.Until < lifted.Until))];
        }

        async Task Step(Act act)
        {
            var day = DayOf(act);
            var period = SheetPeriod.Around(day, setting.Cycle);
            var key = (act.For, period.Code);
            // A week in a month that is held stands for it.
            var monthKey = (act.For, period.OfCycle(ApprovalCycle.Month).Code);
            if (!IsHeld(key) && IsHeld(monthKey))
                key = monthKey;
            var state = states.GetValueOrDefault(key, "open");
            var sees = act.By == act.For || act.By is Leader or Manager;
            var judges = act.By != act.For && (act.By == Manager || (act.By == Leader && setting.Approver == "leader"));
            var next = (act.What, state) switch
            {
                ("submit", "open" or "returned") when sees => setting.Approver == "nobody" ? "approved" : "submitted",
                ("recall", "submitted") when sees => "open",
                ("approve", "submitted") when judges => "approved",
                ("return", "submitted" or "approved") when judges => "returned",
                _ => null,
            };
            TimesheetStepRequest step = act.What switch
            {
                "submit" => sheets.Submit(period.Code, agents[act.For]),
                "recall" => sheets.Recall(period.Code, agents[act.For]),
                "approve" => sheets.Approve(period.Code, agents[act.For]),
                "return" => sheets.Return(period.Code, agents[act.For]),
                _ => throw new ArgumentOutOfRangeException(nameof(act), act.What, "Not a step."),
            };
            var refusal = await Refused(() => app.SendAs(users[act.By], step));
            Assert.That(refusal is null, Is.EqualTo(next is not null), $"{act} from {state}: {refusal?.Message}");
            if (next is not null)
                states[key] = next;
        }

        bool IsHeld((int, string) sheet) => states.GetValueOrDefault(sheet) is "submitted" or "approved";

        /// <summary>Why somebody may not write a day of somebody: all that the table holds against it.</summary>
        IEnumerable<string> Against(int by, int whose, DateOnly day)
        {
            if (closings.ContainsKey(day.Month))
                yield return "period.closed";
            if (by != Manager && ofAll.Concat(ofTeam).Any(one => day <= one.Until && Holds(one)))
                yield return "day.locked";
            if (by != whose && (by is Leader or Manager))
                yield break;
            foreach (var ((agent, code), state) in states.Where(sheet => sheet.Value is "submitted" or "approved"))
                if (agent == whose && SheetPeriod.Parse(code) is { } period && period.FirstDay <= day && day <= period.LastDay)
                    yield return $"timesheet.{state}";
        }

        static bool LogsFor(int by, params int[] whose) => by is Leader or Manager || whose.Contains(by);

        /// <summary>Tries one door.</summary>
        /// <returns>Whether it was let through; null where there is nothing to try it with.</returns>
        public async Task<bool?> Write(string door, Act act)
        {
            var (by, whose, day) = (act.By, act.For, DayOf(act));
            var other = (whose + 1 + act.Choice % 3) % 4;
            var otherDay = FirstDay.AddDays((act.Day + act.Choice) % DayCount);
            var agent = agents[whose];
            var user = users[by];
            switch (door)
            {
                case "log":
                    return await Try(act, LogsFor(by, whose), [(whose, day)], () => app.SendAs(user, Line(agent, day)));
                case "cells":
                    return await Cell(act);
                case "absence":
                    if (!absent.Add((whose, day)))
                        return null;
                    var isAway = await Try(act, LogsFor(by, whose), [(whose, day)], () => app.SendAs(
                            user,
                            new AskAbsence
                            {
                                Agent = agent,
                                Kind = "CONGE",
                                From = day,
                            }
                        ));
                    if (!isAway)
                        absent.Remove((whose, day));
                    return isAway;
                case "batch":
                    return await Try(act, LogsFor(by, whose) && LogsFor(by, other), [(whose, day), (other, otherDay)], () =>
                        app.SendAs(user, new LogTimeBatch { Entries = [Line(agent, day), Line(agents[other], otherDay)] })
                    );
                case "ticket-time":
                    return await Try(act, LogsFor(by, whose), [(whose, day)], () =>
                        app.SendAs(user, Line(agent, day) with { Ticket = ticket })
                    );
                case "change":
                    if (await Existing(EntrySource.Timesheet, agent) is not { } changed)
                        return null;
                    return await Try(
                        act,
                        LogsFor(by, Of(changed)) && LogsFor(by, other),
                        [(Of(changed), changed.Day), (other, otherDay)],
                        () =>
                            app.SendAs(
                                user,
                                new ChangeTimeEntry(Line(agents[other], otherDay)) { Id = changed.Id, Version = changed.Version }
                            )
                    );
                case "delete":
                    if (await Existing(EntrySource.Timesheet, agent) is not { } deleted)
                        return null;
                    return await Try(act, LogsFor(by, Of(deleted)), [(Of(deleted), deleted.Day)], () =>
                        app.SendAs(user, new DeleteTimeEntry(deleted.Id, deleted.Version))
                    );
                case "visit":
                    return await Try(act, LogsFor(by, whose, other), [(whose, day), (other, day)], () =>
                        app.SendAs(user, Visit(day, agent, agents[other]))
                    );
                case "change-visit":
                    if (await Existing(EntrySource.Intervention, agent) is not { } visited)
                        return null;
                    var visit = await app.Send(new GetIntervention(visited.Intervention!.Value));
                    var before = visit.Agents.Select(code => Array.IndexOf(agents, code)).ToArray();
                    return await Try(
                        act,
                        LogsFor(by, before) && LogsFor(by, other),
                        [.. before.Select(one => (one, visit.Day)), (other, otherDay)],
                        () =>
                            app.SendAs(
                                user,
                                new ChangeIntervention(Visit(otherDay, agents[other])) { Id = visit.Id, Version = visit.Version }
                            )
                    );
                case "delete-visit":
                    if (await Existing(EntrySource.Intervention, agent) is not { } gone)
                        return null;
                    var goneVisit = await app.Send(new GetIntervention(gone.Intervention!.Value));
                    var gonePeople = goneVisit.Agents.Select(code => Array.IndexOf(agents, code)).ToArray();
                    return await Try(act, LogsFor(by, gonePeople), [.. gonePeople.Select(one => (one, goneVisit.Day))], () =>
                        app.SendAs(user, new DeleteIntervention(goneVisit.Id, goneVisit.Version))
                    );
                case "shift":
                    return await Try(act, LogsFor(by, whose), [(whose, day)], () => app.SendAs(
                            user,
                            new LogHotlineShift
                            {
                                Agent = agent,
                                Day = day,
                                Quantity = 5,
                                Unit = "min",
                                Confirm = true,
                            }
                        ));
                case "delete-shift":
                    if (await Existing(EntrySource.Hotline, agent) is not { } shift)
                        return null;
                    var shiftId = shift.HotlineShift!.Value;
                    var version = (await app.Send(new GetHotlineShift(shiftId))).Version;
                    return await Try(act, LogsFor(by, Of(shift)), [(Of(shift), shift.Day)], () =>
                        app.SendAs(user, new DeleteHotlineShift(shiftId, version))
                    );
                case "training":
                    return await Try(act, LogsFor(by, whose), [(whose, day)], () => app.SendAs(
                            user,
                            new LogTrainingSession
                            {
                                Category = "BUREAUTIQUE",
                                StartsOn = day,
                                Days = 0.25m,
                                Trainers = [agent],
                                Confirm = true,
                            }
                        ));
                case "delete-training":
                    if (await Existing(EntrySource.Training, agent) is not { } taught)
                        return null;
                    var session = await app.Send(new GetTrainingSession(taught.TrainingSession!.Value));
                    return await Try(act, LogsFor(by, Of(taught)), [(Of(taught), taught.Day)], () =>
                        app.SendAs(user, new DeleteTrainingSession(session.Id, session.Version))
                    );
                case "bulk":
                    return await Bulk(act, agent);
                case "import":
                    return await Import(act, agent, day);
                case "undo-import":
                    return await UndoImport(act);
                default:
                    throw new ArgumentOutOfRangeException(nameof(door), door, "Not a door.");
            }
        }

        /// <summary>A cell of a row that no other door writes, changed where it holds something already.</summary>
        async Task<bool?> Cell(Act act)
        {
            const string Domain = "LOGEMENT";
            var (agent, day) = (agents[act.For], DayOf(act));
            var before = (await Lines()).SingleOrDefault(line => line.Domain == Domain && line.Agent == agent && line.Day == day);
            return await Try(act, LogsFor(act.By, act.For), [(act.For, day)], () => app.SendAs(
                    users[act.By],
                    new SaveWeekCells
                    {
                        Agent = agent,
                        Week = Week.Of(day).Code,
                        Cells =
                        [
                            new()
                            {
                                Row = new() { Activity = "SI-DOMAINE", Domain = Domain },
                                Day = day,
                                Quantity = before?.Quantity == 5 ? 6 : 5,
                                Unit = "min",
                                Version = before?.Version,
                            },
                        ],
                    }
                ));
        }

        async Task<bool?> Bulk(Act act, string agent)
        {
            var selection = new EntrySelection
            {
                From = FirstDay,
                To = FirstDay.AddDays(DayCount),
                Agent = agent,
                Source = EntrySource.Timesheet,
            };
            var found = await app.Send(new FindLinesToChange(selection));
            var domain = texts++ % 2 == 0 ? "CULTURE" : "FINANCES";
            var moved = found.First.Where(line => line.Domain != domain).ToList();
            if (moved.Count == 0 || found.Count > FindLinesToChange.MostShown)
                return null;
            return await Try(act, act.By == Manager, [.. moved.Select(line => (act.For, line.Day))], () => app.SendAs(
                    users[act.By],
                    new ChangeLinesInBulk
                    {
                        Lines = selection,
                        Set = new() { Domain = domain },
                        Digest = found.Digest,
                    }
                ));
        }

        async Task<bool?> Import(Act act, string agent, DateOnly day)
        {
            var count = await Count();
            lines = null;
            var barred = Against(Manager, act.For, day).ToList();
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"Agent;Date;Durée;Activité;Domaine;Note\n{agent};{day:yyyy-MM-dd};5 min;SI-DOMAINE;FINANCES;{texts++}\n"
            );
            var id = (await app.Upload(text, by: sheets.AsManager)).Id;
            var check = await app.Check(id, c => c.Mapping!.Confirm = true, by: sheets.AsManager);
            if (barred.Count > 0)
            {
                Assert.That((check.RowsAccepted, check.RowsRefused), Is.EqualTo((0, 1)), $"{act}: {string.Join(", ", barred)}");
                Assert.That(await Count(), Is.EqualTo(count));
                return false;
            }
            Assert.That(check.RowsAccepted, Is.EqualTo(1), $"{act}: {check.Message}");
            var done = await app.Commit(id, by: sheets.AsManager);
            Assert.That(done.State, Is.EqualTo(ImportState.Imported), $"{act}: {done.Message}");
            Assert.That(await Count(), Is.EqualTo(count + 1));
            return true;
        }

        async Task<bool?> UndoImport(Act act)
        {
            var imports = (await app.Send(new ListImports())).Items.Where(one => one.State == ImportState.Imported).ToList();
            if (imports.Count == 0)
                return null;
            var import = imports[act.Choice % imports.Count];
            if ((await Lines()).Where(each => each.Import == import.Id).ToList() is not [{ Version: 1 } line])
                return null;
            return await Try(act, act.By == Manager, [(Array.IndexOf(agents, line.Agent), line.Day)], async () =>
            {
                await app.SendAs(users[act.By], new UndoImport(import.Id));
                await app.Work(import.Id);
                return 0;
            });
        }

        async Task<bool> Try<TAnswer>(Act act, bool hasRight, (int Whose, DateOnly Day)[] written, Func<Task<TAnswer>> write)
        {
            var against = written.SelectMany(one => Against(act.By, one.Whose, one.Day)).Distinct().ToList();
            var before = Digest(await Lines());
            var refusal = await Refused(async () => await write());
            var why =
                $"{act} on {string.Join(", ", written)}; {string.Join(", ", states)}; {string.Join(", ", against)}: {refusal?.Message}";
            if (!hasRight)
                Assert.That(
                    refusal?.Code,
                    Does.EndWith(".not-yours").Or.EqualTo("request.not-allowed").Or.EqualTo("request.not-found"),
                    why
                );
            else if (against.Count > 0)
                Assert.That(against, Does.Contain(refusal?.Code), why);
            else
                Assert.That(refusal, Is.Null, why);
            lines = null;
            if (refusal is not null)
                Assert.That(Digest(await Lines()), Is.EqualTo(before), "what is refused leaves nothing behind");
            return refusal is null;
        }

        static async Task<Refusal?> Refused<TAnswer>(Func<Task<TAnswer>> act)
        {
            try
            {
                await act();
                return null;
            }
            catch (Refusal refusal)
            {
                return refusal;
            }
        }

        /// <summary>A line of an agent; of another one where they have none.</summary>
        async Task<TimeEntryDetails?> Existing(string source, string agent) =>
            (await Lines()).Where(line => line.Source == source).MaxBy(line => line.Agent == agent);

        int Of(TimeEntryDetails line) => Array.IndexOf(agents, line.Agent);

        /// <summary>Read once until somebody tries to write: what is done with weeks and locks leaves them alone.</summary>
        async Task<IReadOnlyList<TimeEntryDetails>> Lines() => lines ??= (await app.Send(new ListTimeEntries { Limit = 500 })).Items;

        Task<int> Count() => app.Count("TimeEntries");

        static string Digest(IReadOnlyList<TimeEntryDetails> of) => string.Join('\n', of);

        static LogTime Line(string agent, DateOnly day) =>
            new()
            {
                Agent = agent,
                Day = day,
                Quantity = 5,
                Unit = "min",
                Activity = "SI-DOMAINE",
                Domain = "FINANCES",
                Confirm = true,
            };

        static LogIntervention Visit(DateOnly day, params string[] agents) =>
            new()
            {
                Kind = "onsite",
                Agents = [.. agents],
                Member = "ARCUEIL",
                Day = day,
                Quantity = 5,
                Unit = "min",
                Summary = "Postes",
                Confirm = true,
            };
    }
}
