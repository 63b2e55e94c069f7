using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Tests.Features.Mail;

sealed class RetryDelayTests
{
    [Test]
    public void A_message_is_tried_for_two_days_and_then_given_up()
    {
        var delays = Enumerable.Range(1, RetryDelay.MostAttempts - 1).Select(attempt => RetryDelay.After(attempt)!.Value).ToList();
        Assert.That(delays[0], Is.EqualTo(TimeSpan.FromMinutes(2)));
        Assert.That(delays, Is.Ordered);
        Assert.That(delays.Aggregate((sum, delay) => sum + delay), Is.InRange(TimeSpan.FromDays(2), TimeSpan.FromDays(2.5)));
        Assert.That(RetryDelay.After(RetryDelay.MostAttempts), Is.Null);
    }
}
