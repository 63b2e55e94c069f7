using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Conventions;

/// <summary>A kind of fact is complete: whatever lists kinds finds it, and an edition notices every change of it.</summary>
sealed class FactKindTests
{
    TestApp app = null!;
    FactKinds kinds = null!;

    [SetUp]
    public async Task Start()
    {
        app = await TestApp.Start();
        kinds = app.Services.GetRequiredService<FactKinds>();
    }

    [TearDown]
    public async Task Stop() => await app.DisposeAsync();

    [Test]
    public void Each_kind_has_names_of_its_own_in_both_languages()
    {
        foreach (var language in (string[])["fr-FR", "en-GB"])
        {
            using var _ = new Speaking(language);
            Assert.That(kinds.All.Select(kind => kind.Name()), Has.None.Empty.And.Unique, language);
            Assert.That(kinds.RollUps.Select(rollUp => rollUp.Label()), Has.None.Empty.And.Unique, language);
            Assert.That(kinds.Digests.Select(digest => digest.Label()), Has.None.Empty, language);
        }
        Assert.That(kinds.All.Select(kind => kind.Code), Is.Unique);
        Assert.That(kinds.RollUps.Select(rollUp => rollUp.Name), Is.Unique);
        Assert.That(kinds.Digests.Select(digest => digest.Name), Is.Unique);
    }

    [Test]
    public void Each_kind_is_covered_by_a_digest_of_each_of_its_days()
    {
        foreach (var kind in kinds.All)
        {
            Assert.That(kind.Digests, Is.Not.Empty, kind.Code);
            Assert.That(kind.Digests.Any(digest => digest.Sql.Contains($" {kind.Table} ", StringComparison.Ordinal)), kind.Code);
            foreach (var day in kind.DayColumns)
                Assert.That(kind.Digests.Any(digest => Regex.IsMatch(digest.Sql, $@"\.{day} AS Day\b")), $"{kind.Code}: {day}");
        }
    }

    [Test]
    public void Each_kind_whose_lines_are_behind_figures_is_traced()
    {
        var measured = Enum.GetValues<Measure>()
            .Where(measure => measure.HasLines())
            .Select(measure => FactSource.Of(measure).Kind)
            .Where(kind => kind != FactSource.Allocated)
            .Distinct();
        Assert.That(kinds.All.Where(kind => kind.IsTraced).Select(kind => kind.Code), Is.EquivalentTo(measured));
    }

    [Test]
    public void An_address_shows_the_fact_that_may_be_contested()
    {
        foreach (var kind in kinds.All)
        {
            var found = kinds.At($"{FactKinds.TracePath}{kind.Code}/12");
            Assert.That(found, kind.MembersSql is null ? Is.Null : Is.EqualTo((kind, 12L)));
            if (kind.Path is { } path)
                Assert.That(kinds.At($"{path}12"), Is.EqualTo((kind, 12L)));
        }
        Assert.That(kinds.At("/tickets/12/temps"), Is.Null);
        Assert.That(kinds.At("/bilans/2017/tables/si-domain/lignes"), Is.Null);
    }
}
