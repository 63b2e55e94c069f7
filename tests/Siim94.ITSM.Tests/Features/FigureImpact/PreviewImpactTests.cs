using CsCheck;
using Siim94.ITSM.Features.BulkChanges;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.FigureImpact;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.FigureImpact;

/// <summary>What a change is foreseen to do to the tables is what it does, and foreseeing it does nothing.</summary>
[SetUICulture("fr-FR")]
sealed class PreviewImpactTests
{
    static readonly DateOnly FirstOf2016 = new(2016, 1, 1);
    static readonly string[] Domains = ["CULTURE", "FINANCES", "RESSOURCES-HUMAINES"],
        Members = ["ARCUEIL", "IVRY", "GENTILLY"];

    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task Says_which_figures_a_merge_moves_and_by_how_much()
    {
        var agent = await app.AnAgent();
        await app.Send(Entry(agent, new(2014, 3, 3), 1, "CULTURE"));
        await app.Send(Entry(agent, new(2016, 3, 7), 0.5m, "FINANCES"));
        await app.RollUp();
        await app.Send(new ClosePeriod { Year = 2014, Confirm = true });
        var change = new SucceedReferential
        {
            Referential = "domain",
            Code = "CULTURE",
            Version = 1,
            StartsOn = new(2015, 1, 1),
            Into = ["FINANCES"],
        };
        var impact = await app.Send(new PreviewImpact(change));

        var table = impact.Tables.Single(t => t.Id == "si-domain");
        Assert.That(
            table.Figures.Select(f => (f.Row, f.Column, f.BeforeText, f.AfterText, f.ChangeText)),
            Is.EquivalentTo(new[] { ("FINANCES", "2014", "", "1,0", "+1,0"), ("CULTURE", "2014", "1,0", "", "-1,0") })
        );
        Assert.That(
            impact.Published,
            Is.EqualTo(
                new[]
                {
                    new PublishedYear { Year = 2014, Number = 1 },
                }
            ),
            "what is published does not move"
        );
        Assert.That(impact.Tables.Select(t => t.Id), Does.Not.Contain("onsite-member"));
    }

    [Test]
    public async Task Says_which_rows_a_renaming_renames_and_that_no_figure_moves()
    {
        await app.Send(Entry(await app.AnAgent(), new(2016, 3, 7), 1, "CULTURE"));
        await app.RollUp();
        var impact = await app.Send(
            new PreviewImpact(
                new RenameReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 1,
                    Name = "Arts",
                }
            )
        );
        Assert.That(impact.Tables.Sum(table => table.Figures.Count), Is.Zero);
        Assert.That(
            impact.Tables.Single(table => table.Id == "si-domain").Names,
            Is.EqualTo(new[] { new RowRename("CULTURE", "Culture", "Arts") })
        );
    }

    [Test]
    public async Task Writes_nothing_and_tells_nobody()
    {
        await app.Send(Entry(await app.AnAgent(), new(2016, 3, 7), 1, "CULTURE"));
        var before = await app.Query(Trace);
        await app.Send(
            new PreviewImpact(
                new SucceedReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 1,
                    StartsOn = new(2017, 1, 1),
                    Into = ["FINANCES"],
                }
            )
        );
        await app.Send(
            new PreviewImpact(
                new RenameReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 1,
                    Name = "Arts",
                }
            )
        );
        Assert.That(await app.Query(Trace), Is.EqualTo(before));
        Assert.That(
            (await app.Send(new ListReferential { Referential = "domain", Q = "CULTURE" }))
                .Items.Single(line => line.Code == "CULTURE")
                .Name,
            Is.EqualTo("Culture"),
            "nobody sees what was only tried"
        );
    }

    [Test]
    public async Task Is_refused_as_the_change_itself_would_be()
    {
        var rename = new RenameReferential
        {
            Referential = "domain",
            Code = "CULTURE",
            Version = 1,
            Name = "",
        };
        Assert.That(app.Refused(new PreviewImpact(rename)).Errors, Contains.Key("Name"));
        Assert.That(app.Refused(new PreviewImpact(rename with { Name = "Arts", Version = 7 })).Status, Is.EqualTo(412));
        Assert.That(
            app.RefusedAs(await app.AUser(Role.Technician), new PreviewImpact(rename with { Name = "Arts" })).Status,
            Is.EqualTo(403)
        );
        Assert.That(
            app.RefusedAs(await app.AUser(Role.MemberContact, member: "IVRY"), new PreviewImpact(rename with { Name = "Arts" })).Status,
            Is.EqualTo(403)
        );
    }

    [Test]
    public async Task Counts_what_waits_to_be_rolled_up_on_both_sides()
    {
        await app.Send(Entry(await app.AnAgent(), new(2016, 3, 7), 1, "CULTURE"));
        var impact = await app.Send(
            new PreviewImpact(
                new SucceedReferential
                {
                    Referential = "domain",
                    Code = "FINANCES",
                    Version = 1,
                    StartsOn = FirstOf2016,
                    Into = ["CULTURE"],
                }
            )
        );
        Assert.That(impact.Tables.SelectMany(table => table.Figures), Is.Empty, "the line is somebody else's");
    }

    /// <summary>Lines of five years, and a change of names or rows, all at random.</summary>
    sealed record Step(int[] Lines, int Kind, int From, int To, int Other, int Year, bool IsMember);

    static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, 1_000_000].Array[0, 6],
        Gen.Int[0, 7],
        Gen.Int[0, 5],
        Gen.Int[0, 5],
        Gen.Int[0, 5],
        Gen.Int[2014, 2017],
        Gen.Bool,
        (lines, kind, from, to, other, year, isMember) => new Step(lines, kind, from, to, other, year, isMember)
    );

    [Test]
    public async Task What_is_foreseen_is_what_happens_and_names_add_up_alike()
    {
        var agents = new[] { await app.AnAgent(), await app.AnAgent() };
        var domains = Domains.ToList();
        var members = Members.ToList();
        foreach (var number in Enumerable.Range(1, 3))
        {
            domains.Add((await app.Send(new AddDomain { Name = $"Domaine {number}", Kind = "functional" })).Code);
            members.Add((await app.Send(new AddMember { Name = $"Commune {number}", Kind = "ville" })).Code);
        }
        await app.Send(
            new SaveTable
            {
                Title = "Jours de l'époque",
                Visibility = "shared",
                Definition = new()
                {
                    Measures = ["days"],
                    Rows = ["domain"],
                    Columns = "year",
                    Names = "then",
                    Shares = true,
                },
            }
        );
        await app.Send(
            new SaveTable
            {
                Title = "Jours d'un domaine",
                Visibility = "shared",
                Definition = new()
                {
                    Measures = ["days"],
                    Rows = ["member-group", "domain"],
                    Columns = "year",
                    Filters = new Dictionary<string, IReadOnlyList<string>> { ["domain"] = ["CULTURE", "FINANCES"] },
                    Blanks = true,
                },
            }
        );
        var done = new HashSet<string>();

        await Steps
            .Array[2, 4]
            .SampleAsync(
                async steps =>
                {
                    foreach (var step in steps)
                    {
                        foreach (var line in step.Lines)
                            await Log(line);
                        await app.RollUp();
                        var before = await Figures.All(app);
                        var change = await ChangeOf(step);
                        try
                        {
                            var impact = await app.Send(new PreviewImpact(change));
                            await Send(change);
                            await app.RollUp();
                            Assert.That(impact.After(before), Is.EquivalentTo(await Figures.All(app)));
                            done.Add(change.GetType().Name);
                        }
                        catch (Refusal refusal)
                        {
                            Assert.That(Assert.ThrowsAsync<Refusal>(() => Send(change))!.Code, Is.EqualTo(refusal.Code), "refused alike");
                        }
                        await RevokeSometimes(step);
                    }
                    foreach (var axis in new[] { "domain", "upper-domain", "member", "member-group", "activity", "team", "department" })
                        await AddsUp(axis);
                },
                iter: 12,
                threads: 1
            );
        Assert.That(done, Is.EquivalentTo(new[] { nameof(RenameReferential), nameof(SucceedReferential), nameof(ChangeLinesInBulk) }));

        async Task Log(int line)
        {
            try
            {
                await app.Send(
                    Entry(
                        agents[line % 2],
                        new DateOnly(2013 + line / 2 % 4, 1 + line / 10 % 12, 1 + line / 120 % 28),
                        0.25m * (1 + line / 7 % 4),
                        domains[line / 11 % 6]
                    ) with
                    {
                        Member = members[line / 13 % 6],
                    }
                );
            }
            catch (Refusal refusal) when (refusal.Status == 422)
            {
                // closed by an earlier succession, in the future, or a full day
            }
        }

        async Task<IPreviewable> ChangeOf(Step step)
        {
            if (step.Kind > 4)
                return await BulkChange(step);
            var (referential, codes) = step.IsMember ? ("member", members) : ("domain", domains);
            var version = await Version(referential, codes[step.From]);
            return step.Kind switch
            {
                0 or 1 => new RenameReferential
                {
                    Referential = referential,
                    Code = codes[step.From],
                    Version = version,
                    Name = $"Nom {step.To} {step.Other}",
                    StartsOn = step.Kind == 0 ? null : new(step.Year, 1 + step.Other, 1),
                },
                2 => Succession([codes[step.To]], []),
                3 => Succession([codes[step.To], codes[step.Other]], []),
                _ => Succession([codes[step.To]], [codes[step.Other]]),
            };

            // Since 2017 nobody has lines: those successions are possible.
            SucceedReferential Succession(string[] into, string[] with) =>
                new()
                {
                    Referential = referential,
                    Code = codes[step.From],
                    Version = version,
                    StartsOn = step.Year switch
                    {
                        2014 => new(2015, 1, 1),
                        2015 => new(2017, 3, 14),
                        _ => new(2017, 1, 1),
                    },
                    Into = into,
                    With = with,
                };
        }

        async Task<IPreviewable> BulkChange(Step step)
        {
            var lines = new EntrySelection
            {
                From = new(step.Year - 1, 1, 1),
                To = new(step.Year, 12, 31),
                Domain = domains[step.From],
                Member = step.IsMember ? members[step.Other] : null,
            };
            var found = await app.Send(new FindLinesToChange(lines));
            return new ChangeLinesInBulk
            {
                Lines = lines,
                Digest = found.Digest,
                Set = new()
                {
                    Domain = domains[step.To],
                    Member =
                        step.Kind == 7 ? ""
                        : step.Kind == 6 ? members[step.To]
                        : null,
                },
            };
        }

        async Task RevokeSometimes(Step step)
        {
            var (referential, codes) = step.IsMember ? ("member", members) : ("domain", domains);
            var line = await Line(referential, codes[step.Other]);
            if (step.Kind == 4 && line.SucceededBy.Count > 0)
                await app.Send(
                    new RevokeSuccession
                    {
                        Referential = referential,
                        Code = line.Code,
                        Version = line.Version,
                    }
                );
        }
    }

    /// <summary>By year, the rows of now, those of then and the lines themselves add up to the same.</summary>
    async Task AddsUp(string axis)
    {
        var naive = (await app.Query(db => db.Query<Fact>("SELECT WorkedOn AS Day, MicroDays FROM TimeEntries", null, default)))
            .GroupBy(fact => fact.Day.Year)
            .ToDictionary(year => $"{year.Key}", year => year.Sum(fact => fact.MicroDays) / 1_000_000m);
        foreach (var names in new[] { "now", "then" })
        {
            var table = await app.Send(
                new GetPivot
                {
                    Definition = new()
                    {
                        Measures = ["days"],
                        Rows = [axis],
                        Columns = "year",
                        Blanks = true,
                        Names = names,
                    },
                    From = "2013",
                    To = "2017",
                }
            );
            var sums = table
                .Columns.Select((column, index) => (column.Key, Sum: table.Rows.Sum(row => row.Cells[index].Value ?? 0)))
                .Where(year => year.Sum > 0)
                .ToDictionary(year => year.Key, year => year.Sum);
            Assert.That(sums, Is.EquivalentTo(naive), $"{axis}, {names}");
        }
    }

    sealed record Fact
    {
        public DateOnly Day { get; init; }
        public long MicroDays { get; init; }
    }

    Task Send(IPreviewable change) =>
        change switch
        {
            RenameReferential rename => app.Send(rename),
            SucceedReferential succession => app.Send(succession),
            ChangeLinesInBulk bulk => app.Send(bulk),
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };

    async Task<ReferentialLine> Line(string referential, string code) =>
        (
            await app.Send(
                new ListReferential
                {
                    Referential = referential,
                    Q = code,
                    IncludeClosed = true,
                }
            )
        ).Items.Single(line => line.Code == code);

    async Task<long> Version(string referential, string code) => (await Line(referential, code)).Version;

    static LogTime Entry(string agent, DateOnly day, decimal days, string domain) =>
        new()
        {
            Agent = agent,
            Day = day,
            Quantity = days,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = domain,
            Confirm = true,
        };

    /// <summary>All that a write would leave behind.</summary>
    static async Task<string> Trace(Db db)
    {
        var trace = new List<long>();
        foreach (
            var sql in (string[])
                [
                    "SELECT COUNT(*) FROM AuditEntries",
                    "SELECT COUNT(*) FROM PendingDays",
                    "SELECT COUNT(*) FROM FormerNames",
                    "SELECT COUNT(*) FROM Successions",
                    "SELECT COUNT(*) FROM Aliases",
                    "SELECT COUNT(*) FROM ReportWorkByMonth",
                    "SELECT Revision FROM RollupState",
                    "SELECT Revision FROM ReferentialRevisions",
                    "SELECT SUM(Version) FROM Domains",
                    "SELECT COUNT(*) FROM Domains WHERE ClosedOn IS NOT NULL",
                ]
        )
            trace.Add(await db.FirstOrDefault<long>(sql, null, default));
        return string.Join(' ', trace);
    }
}
