using System.Text;
using CsvHelper;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.Tables;

sealed class ReportCsvTests
{
    [TestCase("excel", "\uFEFF\"'=1+1\";\"'-2+3\";\"'@SUM(A1)\";-116,75;-3;2,5;\"'-1e9\"\r\n")]
    [TestCase("machine", "\"'=1+1\",\"'-2+3\",\"'@SUM(A1)\",-116.75,-3,2.5,\"'-1e9\"\r\n")]
    public async Task Text_never_becomes_a_formula_and_a_negative_number_stays_one(string dialect, string expected)
    {
        var file = new MemoryStream();
        await ReportCsv.Write(file, dialect, Parts());
        Assert.That(Encoding.UTF8.GetString(file.ToArray()), Is.EqualTo(expected));

        static async IAsyncEnumerable<Action<CsvWriter>> Parts()
        {
            yield return csv =>
            {
                foreach (var text in (string[])["=1+1", "-2+3", "@SUM(A1)"])
                    csv.WriteField(text);
                foreach (var number in (decimal[])[-116.75m, -3m, 2.5m])
                    csv.WriteField(number);
                csv.WriteField("-1e9");
                csv.NextRecord();
            };
            await Task.CompletedTask;
        }
    }
}
