using System.Text;
using Siim94.ITSM.Features.Reconciliation;

namespace Siim94.ITSM.Tests.Features.Reconciliation;

[TestFixture]
public sealed class PublishedFileTests
{
    const string Table =
        """{"id":"a","row_dimension":"domain","columns":["2016","2017"],"decimals":0,"rows":[{"label":"x","values":[1,null]}]"""
        + ""","published_totals":[1,null],"note":"kept out"}""";

    [Test]
    public void Reads_the_syndicates_file()
    {
        Assert.That(Syndicate.Published.Tables, Has.Count.EqualTo(16));
        var general = Syndicate.Published.Table("si-general");
        Assert.That(general.Rows[0], Is.EqualTo(new PublishedRow("MCO", general.Rows[0].Values)));
        Assert.That(general.Rows[0].Values, Is.EqualTo((decimal?[])[1035, 1046, 1111]));
        Assert.That(Syndicate.Published.Table("onsite-member").PublishedTotals, Is.Null);
    }

    [Test]
    public void Keeps_a_blank_apart_from_zero() =>
        Assert.That(Parse($$"""{"tables":[{{Table}}]}""").Tables[0].Rows[0].Values, Is.EqualTo((decimal?[])[1, null]));

    [Test]
    public void Reads_past_the_mark_that_some_editors_put_first() =>
        Assert.That(
            PublishedFile.Parse((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($$"""{"tables":[{{Table}}]}""")]).Tables,
            Has.Count.EqualTo(1)
        );

    [TestCase("\"kept\"", "kept")]
    [TestCase("[\"one\",\"two\"]", "one two")]
    [TestCase("null", "")]
    public void Reads_one_note_or_several(string note, string expected) =>
        Assert.That(Parse($$"""{"tables":[{{Table.Replace("\"kept out\"", note)}}]}""").Tables[0].Note, Is.EqualTo(expected));

    [TestCase("not json", "$")]
    [TestCase("[]", "$")]
    [TestCase("""{"source":"x"}""", "tables")]
    [TestCase("""{"tables":{}}""", "tables")]
    [TestCase("""{"tables":[7]}""", "tables[0]")]
    [TestCase("""{"tables":[T,T]}""", "tables[1].id")]
    [TestCase("""{"tables":[T"id":"a"→T"id":7]}""", "tables[0].id")]
    [TestCase("""{"tables":[T"2017"→T"2016"]}""", "tables[0].columns[1]")]
    [TestCase("""{"tables":[T[1,null]}→T[1]}]}""", "tables[0].rows[0].values")]
    [TestCase("""{"tables":[T[1,null]}→T["1",null]}]}""", "tables[0].rows[0].values[0]")]
    [TestCase("""{"tables":[T[1,null]}→T[-1,null]}]}""", "tables[0].rows[0].values[0]")]
    [TestCase("""{"tables":[T[1,null]}→T[1e400,null]}]}""", "tables[0].rows[0].values[0]")]
    [TestCase("""{"tables":[T[1,null]}→T[2000000000,null]}]}""", "tables[0].rows[0].values[0]")]
    [TestCase("""{"tables":[T[1,null]}→T[NaN,null]}]}""", "$")]
    [TestCase("""{"tables":[T"decimals":0→T"decimals":99]}""", "tables[0].decimals")]
    [TestCase("""{"tables":[T"decimals":0,→T]}""", "tables[0].decimals")]
    [TestCase("""{"tables":[T"label":"x",→T]}""", "tables[0].rows[0].label")]
    [TestCase("""{"tables":[T"label":"x"→T"label":"\u0000"]}""", "tables[0].rows[0].label")]
    [TestCase("""{"tables":[T"published_totals":[1,null]→T"published_totals":[1]]}""", "tables[0].published_totals")]
    [TestCase("""{"tables":[T"note":"kept out"→T"note":7]}""", "tables[0].note")]
    public void Names_the_place_of_what_is_wrong(string pattern, string place)
    {
        var json = pattern;
        if (pattern.Split('→') is [var head, var tail])
        {
            var (before, from) = (head[..head.IndexOf('T')], head[(head.IndexOf('T') + 1)..]);
            var end = tail.EndsWith("]}", StringComparison.Ordinal) ? tail[1..^2] : tail[1..];
            json = before + Table.Replace(from, end, StringComparison.Ordinal) + "]}";
        }
        else
        {
            json = pattern.Replace("T", Table, StringComparison.Ordinal);
        }

        Assert.That(
            () => Parse(json),
            Throws.TypeOf<PublishedFileException>().With.Property(nameof(PublishedFileException.Errors)).ContainKey(place)
        );
    }

    [Test]
    public void Refuses_more_rows_than_a_report_can_have()
    {
        var rows = string.Join(",", Enumerable.Range(0, 2_001).Select(row => $$"""{"label":"{{row}}","values":[1,null]}"""));

        Assert.That(
            () => Parse($$"""{"tables":[{{Table.Replace("""{"label":"x","values":[1,null]}""", rows, StringComparison.Ordinal)}}]}"""),
            Throws.TypeOf<PublishedFileException>().With.Property(nameof(PublishedFileException.Errors)).ContainKey("tables[0].rows")
        );
    }

    static PublishedFile Parse(string json) => PublishedFile.Parse(Encoding.UTF8.GetBytes(json));
}
