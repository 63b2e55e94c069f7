using System.Text.Json;
using Siim94.ITSM.Kernel.Web;

namespace Siim94.ITSM.Tests.Kernel;

sealed class ParisInstantsTests
{
    static readonly JsonSerializerOptions Options = new() { Converters = { new ParisInstantsInUtc() } };

    [Test]
    public void An_instant_is_told_as_it_is_kept()
    {
        var instant = new DateTime(2017, 3, 14, 8, 0, 0, DateTimeKind.Utc).AddTicks(1_239_999);
        Assert.That(JsonSerializer.Serialize(instant, Options), Is.EqualTo("\"2017-03-14T08:00:00.123Z\""));
    }
}
