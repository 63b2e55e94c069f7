using CsCheck;
using MediatR;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

/// <summary>What tables say of tickets beside their opening and closing.</summary>
sealed class TicketFiguresTests
{
    TestApp app = null!;
    UserIdentity luc;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        await app.AnAgent("SUPPORT", code: "LUC", name: "Luc Hotline");
        await app.AnAgent("SI", code: "MAX", name: "Max Projets");
        luc = await app.AUser(Role.Hotline, agent: "LUC", name: "Luc Hotline");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    enum Act
    {
        Open,
        Take,
        Resolve,
        Close,
        Reopen,
        Escalate,
        Merge,
        Wait,
        RollUp,
    }

    static readonly string[] Members = ["ARCUEIL", "IVRY", "GENTILLY"];

    static readonly Gen<(Act Act, int Pick, int Hours)[]> Acts = Gen.Select(
        Gen.Frequency(
            (4, Gen.Const(Act.Open)),
            (2, Gen.Const(Act.Take)),
            (4, Gen.Const(Act.Resolve)),
            (2, Gen.Const(Act.Close)),
            (3, Gen.Const(Act.Reopen)),
            (1, Gen.Const(Act.Escalate)),
            (1, Gen.Const(Act.Merge)),
            (4, Gen.Const(Act.Wait)),
            (1, Gen.Const(Act.RollUp))
        ),
        Gen.Int[0, 1_000],
        Gen.Int[1, 60]
    ).Array[20, 50];

    [Test]
    public async Task What_is_open_at_the_end_of_any_day_is_what_was_counted_on_that_day()
    {
        var numbers = new List<long>();
        var counted = new Dictionary<(DateOnly Day, string Member), int>();
        var first = Paris.Today(app.Clock);
        await Acts.SampleAsync(
            async acts =>
            {
                foreach (var (act, pick, hours) in acts)
                    if (act is Act.Wait)
                        await Wait(hours, counted);
                    else
                        await Do(act, pick, numbers);
                await Wait(24, counted);
                await app.RollUp();
                var last = Paris.Today(app.Clock).AddDays(-1);
                var byDay = await Pivot(["backlog"], ["member"], "day", first, last);
                foreach (var (at, open) in counted)
                    Assert.That(Value(byDay, at.Member, $"{at.Day:yyyy-MM-dd}") ?? 0, Is.EqualTo(open), $"{at}");
                var byMonth = await Pivot(["backlog"], ["member"], "month", first, last);
                foreach (var end in counted.Keys.Select(at => at.Day).Where(day => day.AddDays(1).Day == 1).Distinct())
                foreach (var member in Members)
                    Assert.That(
                        Value(byMonth, member, $"{end:yyyy-MM}") ?? 0,
                        Is.EqualTo(counted[(end, member)]),
                        $"{member} at the end of {end:yyyy-MM}"
                    );
                if (counted.Where(at => at.Value > 0).ToList() is not { Count: > 0 } shown)
                    return;
                var (some, tickets) = shown[acts[0].Pick % shown.Count];
                var lines = await Lines("backlog", "member", "day", some.Member, $"{some.Day:yyyy-MM-dd}", first, last);
                Assert.That(lines.Items.Sum(line => line.Value), Is.EqualTo(tickets), $"lines of {some}");
            },
            iter: 6,
            threads: 1
        );
        Assert.That(counted.Values.Distinct().Count(), Is.GreaterThan(5), "there was something to count");
    }

    /// <summary>Lets time go by; at each midnight in Paris somebody counts what is open.</summary>
    async Task Wait(int hours, Dictionary<(DateOnly, string), int> counted)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            var day = Paris.Today(app.Clock);
            if (Paris.DayOf(app.Clock.GetUtcNow().UtcDateTime.AddHours(1)) != day)
            {
                var open = await app.Query(db => db.Query<OpenCount>(OpenNowSql, null, default));
                foreach (var member in Members)
                    counted[(day, member)] = open.FirstOrDefault(row => row.Code == member)?.Tickets ?? 0;
            }
            app.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    const string OpenNowSql = """
        SELECT m.Code, COUNT(*) AS Tickets
        FROM Tickets t
        JOIN Members m ON m.Id = t.MemberId
        WHERE t.Status NOT IN ('resolved', 'closed')
        GROUP BY m.Code
        """;

    sealed record OpenCount
    {
        public string Code { get; init; } = "";
        public int Tickets { get; init; }
    }

    async Task Do(Act act, int pick, List<long> tickets)
    {
        if (act is Act.Open)
        {
            tickets.Add((await app.Send(new OpenTicket { Title = "Panne", Member = Members[pick % 3] })).Number);
            return;
        }
        if (act is Act.RollUp)
        {
            await app.RollUp();
            return;
        }
        if (tickets.Count == 0)
            return;
        var number = tickets[pick % tickets.Count];
        IRequest<TicketDetails> step = act switch
        {
            Act.Take => new TakeTicketInCharge { Number = number, Agent = "LUC" },
            Act.Resolve => new ResolveTicket { Number = number },
            Act.Close => new CloseTicket { Number = number },
            Act.Reopen => new ReopenTicket { Number = number },
            Act.Escalate => new EscalateTicket
            {
                Number = number,
                Reason = "Paramétrage",
                Group = "APPLICATIONS",
            },
            Act.Merge => new MergeTicket { Number = number, Into = tickets[(pick + 1) % tickets.Count] },
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, "No step of a ticket."),
        };
        try
        {
            await app.Send(step);
        }
        catch (Refusal refusal) when (refusal.Status is 409 or 422)
        {
            // not possible from where it is
        }
    }

    [Test]
    public async Task A_merged_ticket_counts_once()
    {
        var (leading, merged) = (await app.ATicket(), await app.ATicket());
        await app.Send(new MergeTicket { Number = merged.Number, Into = leading.Number });
        await app.Send(new ResolveTicket { Number = leading.Number });
        var flow = await Flow();
        Assert.That(
            (flow("tickets-opened"), flow("tickets-resolved"), flow("tickets-closed"), flow("backlog")),
            Is.EqualTo((2m, 1m, 1m, 0m))
        );

        await app.Send(new UnmergeTicket(merged.Number));
        flow = await Flow();
        Assert.That((flow("tickets-closed"), flow("backlog")), Is.EqualTo(((decimal?)null, 1m)), "as if it had never been merged");
    }

    [Test]
    public async Task A_passage_to_the_second_line_counts_for_both_sides_and_stays_with_them()
    {
        await app.Send(
            new SetResponsible
            {
                Referential = "application",
                Code = "CORIOLIS",
                Version = 1,
                Team = "SI",
                Leader = "MAX",
            }
        );
        var passed = await app.SendAs(
            luc,
            new OpenTicket
            {
                Title = "Mandat refusé",
                Member = "ARCUEIL",
                Application = "CORIOLIS",
                Group = "HOTLINE",
            }
        );
        await app.SendAs(luc, new EscalateTicket { Number = passed.Number, Reason = "Paramétrage" });
        await app.SendAs(luc, new AssignTicket { Number = passed.Number, Group = "HOTLINE" });
        await app.SendAs(luc, new ResolveTicket { Number = passed.Number });
        var own = await app.SendAs(
            luc,
            new OpenTicket
            {
                Title = "Mot de passe",
                Member = "ARCUEIL",
                Solution = "Changé",
            }
        );
        await app.RollUp();

        var byAgent = await Pivot(["tickets-escalated", "tickets-received"], ["agent"], null);
        Assert.That(
            byAgent.Rows.Select(row => (row.Key, row.Cells[0].Value, row.Cells[1].Value)),
            Is.EquivalentTo(new (string, decimal?, decimal?)[] { ("LUC", 1, null), ("MAX", null, 1) })
        );
        var byGroup = await Pivot(["tickets-escalated", "tickets-received"], ["group"], null);
        Assert.That(
            byGroup.Rows.Select(row => (row.Key, row.Cells[0].Value, row.Cells[1].Value)),
            Is.EquivalentTo(new (string, decimal?, decimal?)[] { ("HOTLINE", 1, null), ("APPLICATIONS", null, 1) })
        );
        var flow = await Flow();
        Assert.That((flow("tickets-resolved"), flow("tickets-solved-at-first-line"), flow("first-line-share")), Is.EqualTo((2m, 1m, 50m)));
        var lines = await Lines("tickets-solved-at-first-line", "member", null, "ARCUEIL", "tickets-solved-at-first-line");
        Assert.That(lines.Items.Select(line => line.Id), Is.EqualTo(new[] { own.Number }));
        var escalations = await Lines("tickets-escalated", "member", null, "ARCUEIL", "tickets-escalated");
        Assert.That(escalations.Items.Select(line => line.Id), Is.EqualTo(new[] { passed.Number }), "the ticket, not the passage");
    }

    [Test]
    public async Task Delays_are_the_median_and_nine_in_ten_of_the_tickets_themselves()
    {
        int[] minutes = [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120];
        foreach (var (index, wait) in minutes.Index())
        {
            var ticket = await app.SendAs(luc, new OpenTicket { Title = "Panne", Member = Members[index % 2] });
            app.Clock.Advance(TimeSpan.FromMinutes(wait));
            await app.SendAs(luc, new AssignTicket { Number = ticket.Number, Agent = "me" });
            app.Clock.Advance(TimeSpan.FromMinutes(wait));
            await app.SendAs(luc, new ResolveTicket { Number = ticket.Number });
        }
        await app.RollUp();
        var report = await Pivot(["take-charge-median", "take-charge-p90", "resolution-median", "resolution-p90"], ["member"], null);
        Assert.That(report.Rows.Single(row => row.Key == "ARCUEIL").Cells[0].Value, Is.EqualTo(Hours(160)), "10, 40, 160, 640, 2560");
        Assert.That(
            report.Totals.Select(total => total.Value),
            Is.EqualTo(new[] { Hours(240), Hours(2560), Hours(480), Hours(5120) }),
            "of all tickets, not of the rows"
        );
        var lines = await Lines("resolution-median", "member", null, "ARCUEIL", "resolution-median");
        Assert.That(lines.Items.Select(line => line.Value), Is.EquivalentTo(new[] { 20, 80, 320, 1280, 5120 }.Select(Hours)));
        Assert.That(lines.Sum.Value, Is.EqualTo(Hours(320)));

        static decimal? Hours(int ofMinutes) => Math.Round(ofMinutes / 60m, 6, MidpointRounding.AwayFromZero);
    }

    [Test]
    public async Task Delays_that_were_computed_before_follow_tickets_readers_and_languages()
    {
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        await Solved("ARCUEIL", hours: 1);
        await Solved("IVRY", hours: 2);
        await app.RollUp();
        (string, decimal?)[] both = [("ARCUEIL", 1), ("IVRY", 2)];
        Assert.That(Medians(await app.Send(Delays())), Is.EquivalentTo(both));
        Assert.That(Medians(await app.Send(Delays())), Is.EquivalentTo(both), "from memory");
        Assert.That(Medians(await app.SendAs(contact, Delays())), Is.EquivalentTo(both[..1]));

        await Solved("ARCUEIL", hours: 3);
        await app.RollUp();
        Assert.That(Medians(await app.Send(Delays())), Is.EquivalentTo(new (string, decimal?)[] { ("ARCUEIL", 2), ("IVRY", 2) }));
        Assert.That(Medians(await app.SendAs(contact, Delays())), Is.EquivalentTo(new (string, decimal?)[] { ("ARCUEIL", 2) }));

        var french = (await app.Send(Delays())).Columns[0].Label;
        using (new Speaking("en"))
            Assert.That((await app.Send(Delays())).Columns[0].Label, Is.Not.EqualTo(french));

        static GetReport Delays() =>
            new()
            {
                Id = "delays-member",
                From = 2017,
                To = 2017,
            };

        static IEnumerable<(string, decimal?)> Medians(Report report) =>
            report.Rows.Select(row =>
                (row.Key, row.Cells[report.Columns.ToList().FindIndex(c => c.Key.EndsWith("resolution-median"))].Value)
            );

        async Task Solved(string member, int hours)
        {
            var ticket = await app.SendAs(luc, new OpenTicket { Title = "Panne", Member = member });
            app.Clock.Advance(TimeSpan.FromHours(hours));
            await app.SendAs(luc, new ResolveTicket { Number = ticket.Number });
        }
    }

    [Test]
    public async Task Satisfaction_is_the_mean_of_the_answers_in_totals_as_well()
    {
        foreach (var (member, scores) in new[] { ("ARCUEIL", new[] { 5, 4, 4 }), ("IVRY", [1]) })
        {
            var requester = await app.AUser(Role.MemberContact, member);
            foreach (var score in scores)
            {
                var ticket = await app.Send(new OpenTicket { Title = "Panne", Member = member });
                await app.Send(new ResolveTicket { Number = ticket.Number });
                await app.SendAs(requester, new RateTicket { Number = ticket.Number, Score = score });
            }
        }
        await app.RollUp();
        var report = await app.Send(
            new GetReport
            {
                Id = "satisfaction-member",
                From = 2017,
                To = 2017,
            }
        );
        Assert.That(
            report.Rows.Select(row => (row.Key, row.Cells[0].Text, row.Cells[1].Text)),
            Is.EqualTo(new[] { ("ARCUEIL", "4,3", "3"), ("IVRY", "1,0", "1") })
        );
        Assert.That(report.Totals.Select(total => total.Text), Is.EqualTo(new[] { "3,5", "4" }));
    }

    [Test]
    public async Task A_reopening_counts_on_its_day_and_the_category_is_the_one_of_now()
    {
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Panne",
                Member = "ARCUEIL",
                Category = "MATERIEL-POSTE",
            }
        );
        await app.Send(new ResolveTicket { Number = ticket.Number });
        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.Send(new ReopenTicket { Number = ticket.Number });
        await app.Send(
            new PatchTicket
            {
                Number = ticket.Number,
                Fields = new() { Category = "LOGICIEL-METIER" },
                Given = [nameof(TicketFields.Category)],
            }
        );
        await app.RollUp();
        var report = await Pivot(["tickets-opened", "tickets-reopened", "tickets-resolved"], ["category"], "month");
        Assert.That(report.Rows.Select(row => row.Key), Is.EqualTo(new[] { "LOGICIEL-METIER" }));
        Assert.That(
            (
                Value(report, "LOGICIEL-METIER", "2017-03.tickets-opened"),
                Value(report, "LOGICIEL-METIER", "2017-04.tickets-reopened"),
                Value(report, "LOGICIEL-METIER", "2017-03.tickets-resolved")
            ),
            Is.EqualTo(((decimal?)1, (decimal?)1, (decimal?)null))
        );
        var upper = await Pivot(["tickets-opened"], ["upper-category"], null);
        Assert.That(upper.Rows.Select(row => row.Key), Is.EqualTo(new[] { "LOGICIEL" }));
    }

    [Test]
    public async Task By_month_everything_has_a_total_but_what_is_open()
    {
        var ticket = await app.ATicket();
        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.Send(new ResolveTicket { Number = ticket.Number });
        await app.RollUp();
        var report = await Pivot(["tickets-opened", "tickets-resolved", "backlog"], ["month"], null);
        Assert.That(
            report.Rows.Select(row => (row.Key, row.Cells[0].Value, row.Cells[1].Value, row.Cells[2].Value)),
            Is.EqualTo(new (string, decimal?, decimal?, decimal?)[] { ("2017-03", 1, null, 1), ("2017-04", null, 1, 0) })
        );
        Assert.That(report.Totals.Select(total => total.Value), Is.EqualTo(new decimal?[] { 1, 1, null }));
        Assert.That(report.Notes, Has.Some.Contains("en cours"));
    }

    [Test]
    public async Task What_a_closed_year_says_stays_whatever_becomes_of_its_tickets()
    {
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Panne",
                Member = "ARCUEIL",
                Category = "MATERIEL-POSTE",
                OpenedAt = new(2016, 11, 14, 9, 0, 0, TimeSpan.Zero),
            }
        );
        await app.RollUp();
        await app.SendAs(await app.AUser(Role.Manager), new ClosePeriod { Year = 2016, Confirm = true });

        var refusal = app.Refused(
            new PatchTicket
            {
                Number = ticket.Number,
                Fields = new() { Category = "LOGICIEL-METIER" },
                Given = [nameof(TicketFields.Category)],
            }
        );
        Assert.That(refusal.Code, Is.EqualTo("period.closed"), "it would move a figure of 2016");

        await app.SendAs(luc, new AssignTicket { Number = ticket.Number, Agent = "me" });
        await app.SendAs(luc, new AssignTicket { Number = ticket.Number, Group = "APPLICATIONS" });
        await app.SendAs(luc, new ResolveTicket { Number = ticket.Number });
        await app.SendAs(luc, new ReopenTicket { Number = ticket.Number });
        await app.RollUp();
        var verified = await app.Send(new VerifyEdition(2016, 1));
        Assert.That(verified.Figures, Is.Empty);
        Assert.That(verified.IsEqual);
    }

    [Test]
    public async Task A_table_by_agent_is_not_there_for_people_of_a_member_nor_in_the_printed_report()
    {
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        Assert.That(app.RefusedAs(contact, new GetReport { Id = "tickets-agent" }).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(contact, new ListTables())).Items.Select(table => table.Id), Has.None.EqualTo("tickets-agent"));
        Assert.That(
            (await app.Send(new ListReports())).Items.Select(table => table.Id),
            Does.Contain("tickets-category").And.Not.Contain("tickets-agent").And.Not.Contain("tickets-group")
        );
    }

    [Test]
    public void What_is_open_is_asked_for_at_the_end_of_one_kind_of_period()
    {
        var refusal = app.Refused(
            new GetPivot
            {
                Definition = new()
                {
                    Measures = ["backlog"],
                    Rows = ["year"],
                    Columns = "month",
                },
            }
        );
        Assert.That(refusal.Errors.Keys, Is.EqualTo(new[] { "Rows" }));
    }

    /// <summary>Figures of all members together.</summary>
    async Task<Func<string, decimal?>> Flow()
    {
        await app.RollUp();
        string[] measures =
        [
            "tickets-opened",
            "tickets-resolved",
            "tickets-closed",
            "tickets-solved-at-first-line",
            "first-line-share",
            "backlog",
        ];
        var report = await Pivot(measures, ["member"], null);
        return measure => report.Totals[Array.IndexOf(measures, measure)].Value;
    }

    Task<Report> Pivot(string[] measures, string[] rows, string? columns, DateOnly? from = null, DateOnly? to = null) =>
        app.Send(
            new GetPivot
            {
                Definition = Definition(measures, rows, columns),
                From = $"{from ?? new DateOnly(2017, 1, 1):yyyy-MM}",
                To = $"{to ?? new DateOnly(2017, 12, 1):yyyy-MM}",
            }
        );

    Task<ReportLines> Lines(
        string measure,
        string row,
        string? columns,
        string rowKey,
        string columnKey,
        DateOnly? from = null,
        DateOnly? to = null
    ) =>
        app.Send(
            new GetPivotLines
            {
                Definition = Definition([measure], [row], columns),
                Row = rowKey,
                Column = columnKey,
                From = $"{from ?? new DateOnly(2017, 1, 1):yyyy-MM}",
                To = $"{to ?? new DateOnly(2017, 12, 1):yyyy-MM}",
                Limit = 500,
            }
        );

    static PivotDefinition Definition(string[] measures, string[] rows, string? columns) =>
        new()
        {
            Measures = measures,
            Rows = rows,
            Columns = columns,
        };

    static decimal? Value(Report report, string row, string column)
    {
        var place = report.Columns.Index().First(heading => heading.Item.Key == column).Index;
        return report.Rows.FirstOrDefault(line => line.Key == row)?.Cells[place].Value;
    }
}
