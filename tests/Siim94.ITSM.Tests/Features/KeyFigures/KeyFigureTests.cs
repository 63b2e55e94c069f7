using CsCheck;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.KeyFigures;

sealed class KeyFigureTests
{
    TestApp app = null!;
    UserIdentity manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        manager = await app.AUser(Role.Manager, name: "Camille Martin");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static AddKeyFigure Terminals =>
        new()
        {
            Name = "Bornes wifi",
            Kind = "platform",
            Group = "Plateforme technique",
            Unit = "bornes",
        };

    async Task<string> AFigure(AddKeyFigure? added = null) => (await app.SendAs(manager, added ?? Terminals)).Code;

    Task<KeyFigureValue> Set(string code, string period, decimal value, long? version = null, string? source = null, string? note = null) =>
        app.SendAs(
            manager,
            new SetKeyFigureValue
            {
                Code = code,
                Period = period,
                Value = value,
                Version = version,
                Source = source,
                Note = note,
            }
        );

    async Task<KeyFigureLine> Figure(string code) => (await app.SendAs(manager, new GetKeyFigure(code))).Figure;

    [TestCase("2016")]
    [TestCase("2016-03")]
    public async Task A_value_of_a_year_or_a_month_has_a_source_and_a_note(string period)
    {
        var code = await AFigure();
        Assert.That(
            await Set(code, period, 12.5m, source: "Inventaire", note: "Sans les écoles"),
            Is.EqualTo(new KeyFigureValue(period, 12.5m, "Inventaire", "Sans les écoles", 1))
        );
        Assert.That(
            (await Figure(code)).Values,
            Is.EqualTo(new[] { new KeyFigureValue(period, 12.5m, "Inventaire", "Sans les écoles", 1) })
        );
    }

    [Test]
    public async Task A_correction_states_the_version_it_saw_and_keeps_what_was_there()
    {
        var code = await AFigure();
        await Set(code, "2016", 12, source: "Inventaire");
        var refusal = app.RefusedAs(
            manager,
            new SetKeyFigureValue
            {
                Code = code,
                Period = "2016",
                Value = 13,
            }
        );
        Assert.That(
            (refusal.Status, refusal.Errors["Period"].Single()),
            Is.EqualTo((412, "2016 a déjà la valeur 12 : ouvrez-la pour la corriger."))
        );
        Assert.That((await Set(code, "2016", 13, version: 1, note: "Recomptées")).Version, Is.EqualTo(2));
        Assert.That(
            app.RefusedAs(
                manager,
                new SetKeyFigureValue
                {
                    Code = code,
                    Period = "2016",
                    Value = 14,
                    Version = 1,
                }
            ).Status,
            Is.EqualTo(412),
            "corrected meanwhile"
        );
        await app.SendAs(manager, new DeleteKeyFigureValue(code, "2016", 2));
        Assert.That(app.RefusedAs(manager, new DeleteKeyFigureValue(code, "2016", 2)).Status, Is.EqualTo(404));
        Assert.That(
            app.RefusedAs(
                manager,
                new SetKeyFigureValue
                {
                    Code = code,
                    Period = "2016",
                    Value = 14,
                    Version = 2,
                }
            ).Status,
            Is.EqualTo(412),
            "deleted meanwhile"
        );

        var changes = (await app.SendAs(manager, new GetKeyFigure(code))).Changes;
        Assert.That(
            changes.Select(c => (c.ByName, c.Period, c.Before?.Value, c.After?.Value)),
            Is.EqualTo(
                new[]
                {
                    ("Camille Martin", "2016", (decimal?)13, (decimal?)null),
                    ("Camille Martin", "2016", 12, 13),
                    ("Camille Martin", "2016", null, 12),
                }
            )
        );
        Assert.That((changes[1].Before!.Source, changes[1].After!.Note), Is.EqualTo(("Inventaire", "Recomptées")));
    }

    [Test]
    public async Task Periods_that_are_over_and_have_no_value_are_missing_and_no_other()
    {
        var yearly = await AFigure();
        await Set(yearly, "2013", 1);
        await Set(yearly, "2015", 2);
        Assert.That((await Figure(yearly)).Missing, Is.EqualTo(new[] { "2014", "2016" }), "2017 is not over");
        var monthly = await AFigure(Terminals with { Name = "Pages", IsMonthly = true });
        await Set(monthly, "2017-01", 5);
        Assert.That((await Figure(monthly)).Missing, Is.EqualTo(new[] { "2017-02" }), "March is not over");
        var figure = await Figure(yearly);
        await app.SendAs(
            manager,
            new ChangeKeyFigure
            {
                Code = yearly,
                Version = figure.Version,
                Name = figure.Name,
                Group = figure.Group,
                ClosedOn = new DateOnly(2016, 1, 1),
            }
        );
        Assert.That((await Figure(yearly)).Missing, Is.EqualTo(new[] { "2014" }), "no longer followed");
        Assert.That(
            app.RefusedAs(
                manager,
                new SetKeyFigureValue
                {
                    Code = yearly,
                    Period = "2016",
                    Value = 3,
                }
            ).Errors,
            Contains.Key("Period")
        );
    }

    [Test]
    public async Task The_table_shows_gaps_compares_with_the_year_before_and_tells_sources_and_notes()
    {
        var code = await AFigure();
        await Set(code, "2014", 40, source: "Inventaire");
        await Set(code, "2015", 50, source: "Inventaire", note: "Deux sites de plus");
        await Set(code, "2017", 60, source: "Relevé");
        await Set(code, "2016-05", 55);
        var empty = await AFigure(Terminals with { Name = "Onduleurs" });
        app.Clock.SetUtcNow(new(2018, 2, 1, 9, 0, 0, TimeSpan.Zero));

        var report = await app.SendAs(
            manager,
            new GetReport
            {
                Id = "key-figures-platform",
                From = 2014,
                To = 2017,
            }
        );
        Assert.That(
            report.Columns.Select(c => c.Key),
            Is.EqualTo(
                new[]
                {
                    "2014",
                    "2015",
                    "2015.change",
                    "2015.change-percent",
                    "2016",
                    "2016.change",
                    "2016.change-percent",
                    "2017",
                    "2017.change",
                    "2017.change-percent",
                }
            )
        );
        Assert.That(
            Texts(report, code),
            Is.EqualTo(new[] { "40", "50", "10", "25,0", "par mois", "", "", "60", "", "" }),
            "a year is not made from its months, and a gap is compared with nothing"
        );
        Assert.That(
            Texts(report, empty),
            Is.EqualTo(new[] { "manquant", "manquant", "", "", "manquant", "", "", "manquant", "", "" }),
            "a figure without any value is one long gap"
        );
        Assert.That(report.Totals.Select(t => t.Value), Is.All.Null);
        Assert.That(
            string.Join('\n', report.Notes),
            Does.Contain("Onduleurs (bornes) (2014, 2015, 2016, 2017)")
                .And.Contains("Source : ")
                .And.Contains("Relevé")
                .And.Contains("Bornes wifi, 2015 : Deux sites de plus")
        );
        Assert.That(report.Chart, Is.EqualTo("sparklines"));
        Assert.That(
            (
                await app.SendAs(
                    manager,
                    new GetReport
                    {
                        Id = "key-figures-business",
                        From = 2017,
                        To = 2017,
                    }
                )
            ).Rows.Select(r => r.Labels[0]),
            Does.Contain("Santé")
        );
    }

    static string[] Texts(Report report, string row) =>
        [.. report.Rows.Single(r => r.Key.Split('|')[^1] == row).Cells.Select(cell => cell.Text)];

    [Test]
    public async Task Staff_is_counted_by_department_and_grade_and_added_up()
    {
        var first = await app.SendAs(
            manager,
            new CountStaff
            {
                Department = "SI",
                Grade = "Ingénieur",
                Period = "2016",
                FullTime = 7.25m,
                Source = "Paie",
            }
        );
        var second = await app.SendAs(
            manager,
            new CountStaff
            {
                Department = "SI",
                Grade = "INGENIEUR ",
                Period = "2017",
                FullTime = 8,
            }
        );
        Assert.That(second.Code, Is.EqualTo(first.Code), "one grade, however it is written");
        await app.SendAs(
            manager,
            new CountStaff
            {
                Department = "SI",
                Grade = "Technicien",
                Period = "2016",
                FullTime = 2.5m,
            }
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new CountStaff
                {
                    Department = "SI",
                    Grade = "ingénieur",
                    Period = "2016",
                    FullTime = 1,
                }
            ).Status,
            Is.EqualTo(412)
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new CountStaff
                {
                    Department = "SI",
                    Period = "2016",
                    FullTime = 1.255m,
                }
            ).Errors,
            Contains.Key("FullTime")
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new CountStaff
                {
                    Department = "NOWHERE",
                    Period = "2016",
                    FullTime = 1,
                }
            ).Errors,
            Contains.Key("Department")
        );

        var report = await app.SendAs(
            manager,
            new GetReport
            {
                Id = "staff",
                From = 2016,
                To = 2017,
            }
        );
        Assert.That(
            report.Rows.Single(r => r.Key == "SI|Ingénieur").Cells.Select(c => c.Text),
            Is.EqualTo(new[] { "7,25", "8,00", "0,75", "10,3" })
        );
        Assert.That(report.Rows.Single(r => r.Key == "SI|").Labels, Is.EqualTo(new[] { "Systèmes d'Information", "(grade non précisé)" }));
        Assert.That(report.Totals[0].Value, Is.EqualTo(9.75m));
        var pivot = await app.SendAs(
            manager,
            new GetPivot
            {
                Definition = new()
                {
                    Measures = ["staff"],
                    Rows = ["department"],
                    Columns = "year",
                    Decimals = 2,
                },
                From = "2016",
                To = "2016",
            }
        );
        Assert.That(pivot.Rows.Single(r => r.Key == "SI").Cells[0].Value, Is.EqualTo(9.75m));
    }

    [Test]
    public async Task The_seed_says_where_its_values_come_from()
    {
        var figures = (await app.SendAs(manager, new ListKeyFigures())).Items;
        Assert.That(figures.SelectMany(f => f.Values).Select(v => v.Source).Distinct(), Is.EqualTo(new[] { "bilan d'activité 2017" }));
        Assert.That(figures.Where(f => f.Kind == "staff").Sum(f => f.Values.Single(v => v.Period == "2017").Value), Is.EqualTo(41));
        Assert.That(figures.Single(f => f.Name == "Mandats émis").Domain, Is.EqualTo("FINANCES"));
        Assert.That((
                await app.SendAs(
                    manager,
                    new ListKeyFigures
                    {
                        Kind = "production",
                        From = 2016,
                        To = 2016,
                    }
                )
            ).Items.Select(f => string.Concat(f.Missing)).Distinct(), Is.EqualTo(new[] { "2016" }));
    }

    [Test]
    public async Task A_closed_period_keeps_its_values()
    {
        var code = await AFigure();
        await Set(code, "2016", 12);
        app.Clock.SetUtcNow(new(2017, 4, 1, 9, 0, 0, TimeSpan.Zero));
        await app.SendAs(manager, new ClosePeriod { Year = 2016, Confirm = true });
        Assert.That(
            app.RefusedAs(
                manager,
                new SetKeyFigureValue
                {
                    Code = code,
                    Period = "2016",
                    Value = 13,
                    Version = 1,
                }
            ).Code,
            Is.EqualTo("period.closed")
        );
        Assert.That(app.RefusedAs(manager, new DeleteKeyFigureValue(code, "2016", 1)).Code, Is.EqualTo("period.closed"));
        Assert.That(
            app.RefusedAs(
                manager,
                new CountStaff
                {
                    Department = "SI",
                    Period = "2016-02",
                    FullTime = 1,
                }
            ).Code,
            Is.EqualTo("period.closed")
        );
        Assert.That((await Figure(code)).Values.Single().Value, Is.EqualTo(12));
    }

    [Test]
    public async Task Are_for_staff_to_read_and_for_managers_to_write()
    {
        var contact = await app.AUser(Role.MemberContact, member: "IVRY");
        Assert.That(app.RefusedAs(contact, new ListKeyFigures()).Status, Is.EqualTo(403));
        Assert.That(
            (
                await app.SendAs(
                    contact,
                    new GetReport
                    {
                        Id = "key-figures-platform",
                        From = 2017,
                        To = 2017,
                    }
                )
            ).Rows,
            Is.Empty
        );
        Assert.That(
            (
                await app.SendAs(
                    contact,
                    new GetReport
                    {
                        Id = "staff",
                        From = 2017,
                        To = 2017,
                    }
                )
            ).Rows,
            Is.Empty
        );
        Assert.That((await app.SendAs(contact, new ListAxisKeys("key-figure"))).Items, Is.Empty);
        var technician = await app.AUser(Role.Technician);
        var figures = (await app.SendAs(technician, new ListKeyFigures())).Items;
        Assert.That(figures, Is.Not.Empty);
        Assert.That(
            app.RefusedAs(
                technician,
                new SetKeyFigureValue
                {
                    Code = figures[0].Code,
                    Period = "2016",
                    Value = 1,
                }
            ).Status,
            Is.EqualTo(403)
        );
        Assert.That(
            app.RefusedAs(
                technician,
                new CountStaff
                {
                    Department = "SI",
                    Period = "2016",
                    FullTime = 1,
                }
            ).Status,
            Is.EqualTo(403)
        );
    }

    [TestCase("2017-13", 1, null, null, "Period")]
    [TestCase("17", 1, null, null, "Period")]
    [TestCase("2016", -1, null, null, "Value")]
    [TestCase("2016", 1e13, null, null, "Value")]
    [TestCase("2016", 0.0000001, null, null, "Value")]
    [TestCase("2016", 1, "a\u0000b", null, "Source")]
    [TestCase("2016", 1, null, "a\nb", "Note")]
    public async Task A_value_that_makes_no_sense_is_refused_naming_the_field(
        string period,
        double value,
        string? source,
        string? note,
        string field
    )
    {
        var code = await AFigure();
        Assert.That(
            app.RefusedAs(
                manager,
                new SetKeyFigureValue
                {
                    Code = code,
                    Period = period,
                    Value = (decimal)value,
                    Source = source,
                    Note = note,
                }
            ).Errors,
            Contains.Key(field)
        );
        Assert.That((await Figure(code)).Values, Is.Empty);
    }

    [TestCase("platform", "FINANCES", "Domain")]
    [TestCase("staff", null, "Kind")]
    [TestCase(null, null, "Kind")]
    [TestCase("business", "NOWHERE", "Domain")]
    public void A_figure_that_makes_no_sense_is_refused_naming_the_field(string? kind, string? domain, string field) =>
        Assert.That(app.RefusedAs(manager, Terminals with { Kind = kind, Domain = domain }).Errors, Contains.Key(field));

    [Test]
    public async Task Is_renamed_and_closed_unless_somebody_did_meanwhile()
    {
        var code = await AFigure();
        var change = new ChangeKeyFigure
        {
            Code = code,
            Version = 1,
            Name = "Autre nom",
            Group = "Réseau",
            IsMonthly = true,
            ClosedOn = new DateOnly(2018, 1, 1),
        };
        await app.SendAs(manager, change);
        var changed = await Figure(code);
        Assert.That(
            (changed.Name, changed.Group, changed.Unit, changed.IsMonthly, changed.ClosedOn),
            Is.EqualTo(("Autre nom", "Réseau", "bornes", true, (DateOnly?)new DateOnly(2018, 1, 1)))
        );
        Assert.That(app.RefusedAs(manager, change).Status, Is.EqualTo(412));
        Assert.That(app.RefusedAs(manager, change with { Version = 2, Domain = "FINANCES" }).Errors, Contains.Key("Domain"));
    }

    [Test]
    public async Task Whatever_is_set_corrected_and_deleted_the_history_ends_in_what_is_there()
    {
        var code = await AFigure();
        var expected = new Dictionary<string, decimal>();
        await Gen.Select(Gen.Int[2013, 2016], Gen.Int[0, 1_000_000], Gen.Int[0, 3])
            .Array[30]
            .SampleAsync(
                async steps =>
                {
                    foreach (var (year, hundredths, what) in steps)
                    {
                        var (period, value) = ($"{year}", hundredths / 100m);
                        var there = (await Figure(code)).Values.FirstOrDefault(v => v.Period == period);
                        if (what == 0 && there is not null)
                        {
                            await app.SendAs(manager, new DeleteKeyFigureValue(code, period, there.Version));
                            expected.Remove(period);
                            continue;
                        }
                        await Set(code, period, value, there?.Version);
                        expected[period] = value;
                    }
                },
                iter: 2,
                threads: 1
            );

        var details = await app.SendAs(manager, new GetKeyFigure(code));
        Assert.That(details.Figure.Values.ToDictionary(v => v.Period, v => v.Value), Is.EqualTo(expected));
        Assert.That(
            details.Figure.Missing,
            Is.EqualTo(
                Enumerable
                    .Range(expected.Count == 0 ? 2016 : expected.Keys.Min(int.Parse), 4)
                    .Where(year => year <= 2016 && !expected.ContainsKey($"{year}"))
                    .Select(year => $"{year}")
            )
        );
        Assert.That(
            details
                .Changes.GroupBy(c => c.Period)
                .Where(period => period.First().After is not null)
                .ToDictionary(period => period.Key, period => period.First().After!.Value),
            Is.EqualTo(expected)
        );
        foreach (var (later, earlier) in details.Changes.GroupBy(c => c.Period).SelectMany(period => period.Zip(period.Skip(1))))
            Assert.That(later.Before?.Value, Is.EqualTo(earlier.After?.Value), "each change begins where the one before ended");
    }
}
