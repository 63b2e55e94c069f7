using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Absences.Coverage;

namespace Siim94.ITSM.Tests.Features.Absences;

sealed class CoverageJsonTests
{
    [Test]
    public async Task Is_written_as_any_other_answer()
    {
        var encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        CoverageOfAgents coverage = new(
            new(2016, 2, 29),
            new(2016, 3, 1),
            [
                new()
                {
                    Agent = "A-1",
                    AgentName = "Zoé \"D'Été\" <b>",
                    Team = "É/2",
                    TeamName = "Équipe\t😀",
                    ExpectedMinutes = long.MaxValue,
                    WorkedMinutes = 1,
                    AbsentMinutes = 2,
                    MissingMinutes = 3,
                    ExcessMinutes = 4,
                    Days =
                    [
                        new(new(2016, 2, 29), 420, 90, 210, 120, 0),
                        new(new(2016, 3, 1), long.MaxValue, long.MinValue, long.MinValue, long.MinValue, long.MinValue),
                    ],
                },
                new() { Agent = "A-2" },
            ]
        );
        using var body = new MemoryStream();
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection()
                .ConfigureHttpJsonOptions(options => options.SerializerOptions.Encoder = encoder)
                .BuildServiceProvider(),
            Response = { Body = body },
        };

        await new CoverageJson(coverage).ExecuteAsync(http);

        var expected = JsonSerializer.Serialize(coverage, new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = encoder });
        Assert.That(Encoding.UTF8.GetString(body.ToArray()), Is.EqualTo(expected));
        Assert.That(http.Response.ContentType, Is.EqualTo("application/json; charset=utf-8"));
    }
}
