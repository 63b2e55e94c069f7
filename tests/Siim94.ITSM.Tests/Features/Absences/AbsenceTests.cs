using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Tests.Features.Absences;

sealed class AbsenceTests
{
    // A Monday, after the fourteenth of March 2017 on which tests take place.
    static readonly DateOnly Monday = new(2017, 4, 3);

    TestApp app = null!;
    string agent = "",
        leader = "",
        colleague = "";
    UserIdentity own,
        leading,
        other,
        manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        (agent, leader, colleague) = (await app.AnAgent(), await app.AnAgent(), await app.AnAgent());
        own = await app.AUser(Role.Technician, agent: agent);
        leading = await app.AUser(Role.ProjectLeader, agent: leader);
        other = await app.AUser(Role.Technician, agent: colleague);
        manager = await app.AUser(Role.Manager);
        await app.SendAs(manager, new ChooseTeamLeaders { Team = "SI", Agents = [leader] });
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static AskAbsence Leave(DateOnly from, DateOnly? to = null, string kind = "CONGE") =>
        new()
        {
            Kind = kind,
            From = from,
            To = to,
        };

    [Test]
    public async Task Waits_for_a_leader_of_the_team_and_counts_once_approved()
    {
        var asked = await app.SendAs(own, Leave(Monday, Monday.AddDays(1)));
        Assert.That((asked.Status, asked.Agent), Is.EqualTo((AbsenceStatus.Asked, agent)));
        Assert.That(await Absent(Monday), Is.Zero, "what is asked for is not granted");

        Assert.That(app.RefusedAs(own, new ApproveAbsence { Id = asked.Id }).Code, Is.EqualTo("absence.not-for-you-to-decide"));
        Assert.That(app.RefusedAs(other, new ApproveAbsence { Id = asked.Id }).Status, Is.EqualTo(404));
        var approved = await app.SendAs(leading, new ApproveAbsence { Id = asked.Id, Answer = "Bon repos" });
        Assert.That((approved.Status, approved.Answer), Is.EqualTo((AbsenceStatus.Approved, "Bon repos")));
        Assert.That(await Absent(Monday), Is.EqualTo(420));
        Assert.That(app.RefusedAs(manager, new RefuseAbsence { Id = asked.Id }).Code, Is.EqualTo("absence.already-decided"));
    }

    async Task<int> Absent(DateOnly day) => (await app.SendAs(own, new GetExpectedDays(agent, day, day)))[0].AbsentMinutes;

    [Test]
    public async Task What_was_taken_back_comes_back_once_unless_it_overlaps_by_now()
    {
        var asked = await app.SendAs(own, Leave(Monday, Monday.AddDays(1)) with { Note = "Déménagement", ToHalf = "morning" });
        await app.SendAs(own, new DeleteAbsence(asked.Id, asked.Version));
        Assert.That(app.RefusedAs(manager, new RestoreAbsence(asked.Id)).Status, Is.EqualTo(404), "somebody else has taken it back");
        var restored = await app.SendAs(own, new RestoreAbsence(asked.Id));
        Assert.That(restored with { Id = asked.Id }, Is.EqualTo(asked));
        Assert.That(app.RefusedAs(own, new RestoreAbsence(asked.Id)).Code, Is.EqualTo("request.already-restored"));

        await app.SendAs(own, new DeleteAbsence(restored.Id, restored.Version));
        await app.SendAs(own, Leave(Monday));
        Assert.That(app.RefusedAs(own, new RestoreAbsence(restored.Id)).Code, Is.EqualTo("absence.overlaps"));
    }

    [Test]
    public async Task Whoever_decides_is_told_how_many_wait_as_many_as_the_list_shows()
    {
        var asked = await app.SendAs(own, Leave(Monday));
        await app.SendAs(leading, Leave(Monday));
        await Waiting((own, 0), (other, 0), (leading, 1), (manager, 2));
        await app.SendAs(leading, new ApproveAbsence { Id = asked.Id });
        await Waiting((leading, 0), (manager, 1));
    }

    async Task Waiting(params (UserIdentity Reader, int Count)[] all)
    {
        foreach (var (reader, count) in all)
        {
            var waiting = (await app.SendAs(reader, new ListAbsences { ToDecide = true })).Items;
            Assert.That(waiting, Has.Count.EqualTo(count));
            Assert.That(waiting.Select(absence => absence.IsForReaderToDecide), Is.All.True);
            Assert.That(await app.SendAs(reader, new CountAbsencesToDecide()), Is.EqualTo(count));
        }
    }

    [Test]
    public async Task Refused_is_not_away()
    {
        var asked = await app.SendAs(own, Leave(Monday));
        var refused = await app.SendAs(manager, new RefuseAbsence { Id = asked.Id, Version = asked.Version });
        Assert.That(refused.Status, Is.EqualTo(AbsenceStatus.Refused));
        Assert.That(await Absent(Monday), Is.Zero);
        Assert.That((await app.SendAs(own, Leave(Monday))).Status, Is.EqualTo(AbsenceStatus.Asked), "the same days may be asked for again");
    }

    [Test]
    public async Task Needs_nobody_where_the_kind_says_so_or_whoever_decides_enters_it()
    {
        Assert.That((await app.SendAs(own, Leave(Monday, kind: "maladie"))).Status, Is.EqualTo(AbsenceStatus.Approved));
        var entered = await app.SendAs(leading, Leave(Monday.AddDays(1)) with { Agent = agent });
        Assert.That(entered.Status, Is.EqualTo(AbsenceStatus.Approved));
        Assert.That((await app.SendAs(leading, Leave(Monday))).Status, Is.EqualTo(AbsenceStatus.Asked), "nobody decides on their own");
    }

    [Test]
    public async Task Offers_those_on_whom_one_decides()
    {
        await app.AnAgent("SUPPORT");
        Assert.That(
            (await app.SendAs(leading, new ListAbsentees())).Select(absentee => absentee.Code),
            Is.EquivalentTo(new[] { agent, colleague })
        );
        Assert.That(await app.SendAs(manager, new ListAbsentees()), Has.Count.EqualTo(4));
        Assert.That(await app.SendAs(own, new ListAbsentees()), Is.Empty);
    }

    [Test]
    public void Is_asked_for_oneself_only() =>
        Assert.That(app.RefusedAs(other, Leave(Monday) with { Agent = agent }).Errors, Does.ContainKey("Agent"));

    [Test]
    [SetCulture("fr-FR")]
    public async Task Names_the_absence_that_it_overlaps_to_the_half_day()
    {
        await app.SendAs(own, Leave(Monday, Monday.AddDays(2), "RTT") with { ToHalf = HalfDays.Morning });
        var refusal = app.RefusedAs(own, Leave(Monday.AddDays(2)));
        Assert.That((refusal.Code, refusal.Message), Is.EqualTo(("absence.overlaps", refusal.Errors["From"][0])));
        Assert.That(refusal.Message, Does.Contain("RTT").And.Contain("05/04/2017"));
        Assert.That(
            (await app.SendAs(own, Leave(Monday.AddDays(2)) with { FromHalf = HalfDays.Afternoon })).FromHalf,
            Is.EqualTo(HalfDays.Afternoon)
        );
    }

    [Test]
    public async Task Two_at_the_same_instant_do_not_overlap_either()
    {
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async _ =>
                {
                    try
                    {
                        await app.SendAs(own, Leave(Monday, Monday.AddDays(4)));
                        return true;
                    }
                    catch (Refusal refusal)
                    {
                        Assert.That(refusal.Code, Is.EqualTo("absence.overlaps"));
                        return false;
                    }
                })
        );
        Assert.That(outcomes.Count(accepted => accepted), Is.EqualTo(1));
    }

    [Test]
    public async Task Tells_colleagues_that_somebody_is_absent_and_not_why()
    {
        var sick = await app.SendAs(own, Leave(Monday, kind: "MALADIE") with { Note = "Opération" });
        await app.SendAs(own, Leave(Monday.AddDays(1)));
        var seen = (await app.SendAs(other, new ListAbsences { Agent = agent })).Items;
        Assert.That(
            seen.Select(absence => (absence.Id, absence.Kind, absence.KindName)),
            Is.EqualTo(new[] { (sick.Id, (string?)null, "Absent") })
        );
        Assert.That((seen[0].Note, seen[0].AskedBy, seen[0].DecidedAt), Is.EqualTo(((string?)null, (string?)null, (DateTime?)null)));
        Assert.That((await app.SendAs(other, new GetAbsence(sick.Id))).Kind, Is.Null);
        Assert.That((await app.SendAs(other, new ListAbsences { Kind = "MALADIE" })).Items, Is.Empty, "nor does a filter tell");
        foreach (var reader in new[] { own, leading, manager })
            Assert.That(
                (await app.SendAs(reader, new ListAbsences { Agent = agent })).Items.Select(absence => absence.KindName),
                Is.EqualTo(new[] { "Maladie", "Congé annuel" })
            );
        Assert.That(app.RefusedAs(other, new GetExpectedDays(agent, Monday, Monday)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_kind_that_is_not_private_is_told_to_all()
    {
        await app.SendAs(
            manager,
            new AddAbsenceKind
            {
                Code = "salon",
                Name = "Salon",
                IsApprovalNeeded = false,
                IsPrivate = false,
            }
        );
        await app.SendAs(own, Leave(Monday, kind: "SALON"));
        Assert.That((await app.SendAs(other, new ListAbsences { Kind = "SALON" })).Items.Single().KindName, Is.EqualTo("Salon"));
    }

    [Test]
    public async Task People_of_a_member_see_none()
    {
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Assert.That(app.RefusedAs(contact, new ListAbsences()).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task The_agent_takes_back_what_nobody_else_has_decided()
    {
        var asked = await app.SendAs(own, Leave(Monday));
        var moved = await app.SendAs(
            own,
            new ChangeAbsence
            {
                Id = asked.Id,
                Version = asked.Version,
                Kind = "RTT",
                From = Monday.AddDays(1),
            }
        );
        Assert.That((moved.Kind, moved.From, moved.Version), Is.EqualTo(("RTT", Monday.AddDays(1), asked.Version + 1)));
        Assert.That(app.RefusedAs(own, new DeleteAbsence(asked.Id, asked.Version)).Status, Is.EqualTo(412));
        var approved = await app.SendAs(leading, new ApproveAbsence { Id = asked.Id });
        Assert.That(app.RefusedAs(own, new DeleteAbsence(asked.Id, approved.Version)).Code, Is.EqualTo("absence.decided-by-others"));
        await app.SendAs(leading, new DeleteAbsence(asked.Id, approved.Version));
        Assert.That(app.RefusedAs(own, new GetAbsence(asked.Id)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task What_nobody_in_particular_has_granted_is_decided_too_where_its_kind_needs_it()
    {
        var granted = await app.Send(Leave(Monday) with { Agent = agent });
        Assert.That((granted.Status, granted.DecidedBy), Is.EqualTo((AbsenceStatus.Approved, (string?)null)));
        Assert.That(app.RefusedAs(own, new DeleteAbsence(granted.Id, granted.Version)).Code, Is.EqualTo("absence.decided-by-others"));
        var ill = await app.Send(Leave(Monday.AddDays(1), kind: "MALADIE") with { Agent = agent });
        await app.SendAs(own, new DeleteAbsence(ill.Id, ill.Version));
        await app.SendAs(leading, new DeleteAbsence(granted.Id, granted.Version));
    }

    [Test]
    public async Task Refuses_days_on_which_the_agent_is_not_there()
    {
        Assert.That(app.RefusedAs(own, Leave(new(2013, 12, 31))).Code, Is.EqualTo("absence.agent-not-there"));
        await app.Send(
            new CloseReferential
            {
                Referential = "agent",
                Code = agent,
                ClosedOn = Monday,
            }
        );
        Assert.That(app.RefusedAs(own, Leave(Monday.AddDays(-1), Monday)).Errors, Does.ContainKey("To"));
    }

    [TestCase("afternoon", "morning")]
    [TestCase("evening", null)]
    public void Refuses_halves_that_are_none(string? fromHalf, string? toHalf) =>
        Assert.That(app.RefusedAs(own, Leave(Monday) with { FromHalf = fromHalf, ToHalf = toHalf }).Status, Is.EqualTo(422));

    [Test]
    public void Names_the_kind_that_was_meant() =>
        Assert.That(app.RefusedAs(own, Leave(Monday, kind: "CONGEE")).Errors["Kind"][0], Does.Contain("CONGE"));

    [Test]
    public async Task Refuses_every_write_into_a_closed_period()
    {
        var asked = await app.SendAs(own, Leave(new(2017, 2, 1)));
        await app.RollUp();
        await app.Send(
            new ClosePeriod
            {
                Year = 2017,
                Month = 2,
                Confirm = true,
            }
        );
        string[] refusals =
        [
            app.RefusedAs(own, Leave(new(2017, 2, 2))).Code,
            app.RefusedAs(manager, new ApproveAbsence { Id = asked.Id }).Code,
            app.RefusedAs(own, new DeleteAbsence(asked.Id, asked.Version)).Code,
            app.RefusedAs(manager, new AddClosure { Name = "Pont", From = new(2017, 2, 3) }).Code,
            app.RefusedAs(
                manager,
                new AddWorkPattern
                {
                    Agent = agent,
                    From = new(2017, 1, 9),
                    Week = [420, 420, 0, 420, 420],
                }
            ).Code,
        ];
        Assert.That(refusals, Is.All.EqualTo("period.closed"));
    }

    [Test]
    public async Task Counts_a_balance_in_half_days_on_which_work_was_expected()
    {
        await app.SendAs(
            manager,
            new AddWorkPattern
            {
                Agent = agent,
                From = Monday,
                Week = [420, 420, 0, 420, 420],
            }
        );
        var set = await app.SendAs(
            manager,
            new SetAbsenceAllowance
            {
                Agent = agent,
                Kind = "CONGE",
                Year = 2017,
                Allowance = 25,
            }
        );
        Assert.That((set.Allowance, set.Taken, set.Left), Is.EqualTo(((decimal?)25, 0m, (decimal?)25)));
        // Easter Monday and a Wednesday off are among these two weeks.
        await app.SendAs(leading, Leave(Monday.AddDays(7), Monday.AddDays(18)) with { Agent = agent, ToHalf = HalfDays.Morning });
        await app.SendAs(own, Leave(Monday));
        var balance = (await app.SendAs(own, new ListAbsenceBalances { Year = 2017 })).Items.Single();
        Assert.That((balance.Taken, balance.Asked, balance.Left), Is.EqualTo((6.5m, 1m, (decimal?)17.5m)));
        Assert.That(
            (await app.SendAs(own, new ListAbsenceBalances { Year = 2017, Kind = "congé annuel" })).Items,
            Is.EqualTo(new[] { balance })
        );
        Assert.That((await app.SendAs(own, new ListAbsenceBalances { Year = 2017, Kind = "RTT" })).Items, Is.Empty);
        Assert.That(app.RefusedAs(other, new ListAbsenceBalances { Agent = agent }).Status, Is.EqualTo(404));
        Assert.That(
            app.RefusedAs(
                own,
                new SetAbsenceAllowance
                {
                    Agent = agent,
                    Kind = "CONGE",
                    Year = 2017,
                    Allowance = 99,
                }
            ).Status,
            Is.EqualTo(403)
        );
    }

    [Test]
    public async Task A_colleague_sees_who_of_the_team_is_expected_when()
    {
        await app.SendAs(
            manager,
            new AddWorkPattern
            {
                Agent = agent,
                From = Monday,
                Week = [420, 420, 0, 420, 420],
            }
        );
        await app.SendAs(
            manager,
            new AddClosure
            {
                Name = "Pont",
                From = Monday.AddDays(4),
                FromHalf = HalfDays.Afternoon,
            }
        );
        await app.SendAs(leading, Leave(Monday) with { Agent = agent });
        var team = await app.SendAs(other, new ListExpectedHalves("SI", Monday, Monday.AddDays(6)));
        Assert.Multiple(() =>
        {
            Assert.That(team.Select(each => each.Agent), Is.EquivalentTo(new[] { agent, leader, colleague }));
            Assert.That(Halves(agent), Is.EqualTo(new[] { 0, 1, 2, 3, 6, 7, 8 }), "not on Wednesday, absent or not");
            Assert.That(Halves(colleague), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 }));
        });

        IEnumerable<int> Halves(string code) =>
            team.Single(each => each.Agent == code).Halves.Select(half => half - HalfDays.MorningOf(Monday)).Order();
    }

    [Test]
    public async Task What_a_kind_counts_for_stays_once_it_is_used()
    {
        var kind = (await app.SendAs(own, new ListAbsenceKinds())).Items.Single(each => each.Code == "RTT");
        await app.SendAs(own, Leave(Monday, kind: "RTT"));
        var change = new ChangeAbsenceKind
        {
            Code = "RTT",
            Version = kind.Version,
            Name = "Repos",
            IsExpected = false,
        };
        Assert.That(app.RefusedAs(manager, change).Code, Is.EqualTo("absence-kind.used"));
        Assert.That((await app.SendAs(manager, change with { IsExpected = true })).Name, Is.EqualTo("Repos"));
        Assert.That(app.RefusedAs(manager, change with { IsExpected = true }).Status, Is.EqualTo(412));
        Assert.That(app.RefusedAs(own, change).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Pages_by_day()
    {
        for (var day = 0; day < 5; day++)
            await app.SendAs(own, Leave(Monday.AddDays(4 - day)));
        var first = await app.SendAs(own, new ListAbsences { Limit = 3 });
        var second = await app.SendAs(own, new ListAbsences { Limit = 3, After = first.Next });
        Assert.That(
            first.Items.Concat(second.Items).Select(absence => absence.From),
            Is.EqualTo(Enumerable.Range(0, 5).Select(Monday.AddDays))
        );
        Assert.That(second.Next, Is.Null);
    }
}
