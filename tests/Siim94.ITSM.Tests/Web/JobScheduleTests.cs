using Hangfire;
using Hangfire.InMemory;
using Hangfire.Logging;
using Hangfire.Storage;

namespace Siim94.ITSM.Tests.Web;

sealed class JobScheduleTests
{
    [Test]
    public void Forgets_the_jobs_of_earlier_versions()
    {
        // Hangfire keeps the log of whoever started it last, which may have stopped since.
        LogProvider.SetCurrentLogProvider(null);
        using var storage = new InMemoryStorage();
        var jobs = new RecurringJobManager(storage);
        jobs.AddOrUpdate("send-reports", () => Console.WriteLine(), Cron.Minutely);
        JobSchedule.Register(jobs);
        JobSchedule.Register(jobs);
        using var connection = storage.GetConnection();
        var scheduled = connection.GetRecurringJobs();
        Assert.That(scheduled.Select(job => job.Id), Is.Unique.And.SupersetOf(new[] { "queue-reports", "send-mail", "forget-mail" }));
        Assert.That(scheduled.Select(job => job.Id), Has.None.EqualTo("send-reports"));
        Assert.That(scheduled.Select(job => job.LoadException), Is.All.Null);
    }
}
