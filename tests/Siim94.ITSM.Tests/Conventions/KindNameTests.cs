using System.Reflection;
using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Conventions;

/// <summary>Every value of every list of kinds has words of its own, in both languages; what is no such value has none.</summary>
sealed class KindNameTests
{
    const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    // Two states of one message that people need not tell apart.
    static readonly HashSet<string> Alike = ["MailMessageState.preparing"];

    // Lists whose values are shown by no name, or by the name of something else.
    static readonly HashSet<string> Nameless = ["ExportFormat", "TextEncodings"];

    /// <summary>A list of kinds: its name, its values, and what names one.</summary>
    public sealed record Kinds(string Name, IReadOnlyList<string> Values, Func<string, string> NameOf)
    {
        public override string ToString() => Name;
    }

    static IEnumerable<Kinds> Lists =>
        [
            .. typeof(CommandLine)
                .Assembly.GetTypes()
                .Where(type => type is { IsAbstract: true, IsSealed: true })
                .Where(type => type.GetMethod("NameOf", Static, [typeof(string)]) is not null)
                .Select(type => new Kinds(
                    type.Name,
                    ValuesOf(type),
                    type.GetMethod("NameOf", Static, [typeof(string)])!.CreateDelegate<Func<string, string>>()
                )),
            new(nameof(Frequency), ValuesOf(typeof(Frequency)), ScheduleWords.FrequencyName),
            new(nameof(SchedulePeriod), ValuesOf(typeof(SchedulePeriod)), ScheduleWords.Period),
            new(nameof(ReportContent), [.. ReportContent.Formats.Keys], ScheduleWords.Content),
            new(nameof(EntrySource), ValuesOf(typeof(EntrySource)), FactWords.Source),
            OfEnum<Axis>(AxisWords.Name),
            OfEnum<Measure>(MeasureWords.Short),
            OfEnum<TimeUnit>(TimeUnits.Code),
        ];

    static Kinds OfEnum<T>(Func<T, string> nameOf)
        where T : struct, Enum => new(typeof(T).Name, Enum.GetNames<T>(), text => nameOf(Enum.Parse<T>(text)));

    /// <summary>Its constants, and those of its list <c>All</c>.</summary>
    static IReadOnlyList<string> ValuesOf(Type type) =>
        [
            .. type.GetFields(BindingFlags.Static | BindingFlags.Public)
                .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
                .Select(field => (string)field.GetRawConstantValue()!)
                .Concat(type.GetField("All", Static)?.GetValue(null) as IEnumerable<string> ?? [])
                .Distinct(),
        ];

    [TestCaseSource(nameof(Lists))]
    public void Each_value_has_a_name_of_its_own(Kinds kinds)
    {
        Assert.That(kinds.Values, Is.Not.Empty);
        foreach (var language in (string[])["fr-FR", "en-GB"])
        {
            using var _ = new Speaking(language);
            var names = kinds.Values.Where(value => !Alike.Contains($"{kinds.Name}.{value}")).Select(kinds.NameOf).ToList();
            Assert.That(names, Has.None.Empty.And.Unique, language);
        }
    }

    [TestCaseSource(nameof(Lists))]
    public void What_is_no_value_has_no_name(Kinds kinds) => Assert.That(() => kinds.NameOf("?"), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Each_list_of_kinds_is_named()
    {
        var named = Lists.Select(kinds => kinds.Name).ToHashSet();
        Assert.That(
            typeof(CommandLine)
                .Assembly.GetTypes()
                .Where(type => type.GetField("All", Static)?.FieldType == typeof(IReadOnlyList<string>))
                .Select(type => type.Name)
                .Where(name => !named.Contains(name) && !Nameless.Contains(name)),
            Is.Empty
        );
    }
}
