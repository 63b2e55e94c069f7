using Hangfire;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Mailboxes;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM;

/// <summary>Every recurring job: the request it sends, when, and why then.</summary>
static class JobSchedule
{
    static readonly RecurringJobOptions ParisTime = new() { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris") };

    public static void Register(IRecurringJobManager jobs)
    {
        // Writes nudge the roll-up at once; the minute catches what a crash left behind.
        jobs.AddOrUpdate<RollUpJobs>("roll-up", job => job.RollUp(CancellationToken.None), Cron.Minutely(), ParisTime);

        // Reports fall due on the hour; a minute with nothing due reads one short list. Apart from the sending: neither stops the other.
        jobs.AddOrUpdate<ReportScheduleJobs>("queue-reports", job => job.Queue(CancellationToken.None), Cron.Minutely(), ParisTime);

        // Somebody waits for the link; apart from the sending, as reports are.
        jobs.AddOrUpdate<AccountJobs>(
            "queue-password-resets",
            job => job.QueuePasswordResets(CancellationToken.None),
            Cron.Minutely(),
            ParisTime
        );

        // « Send me one now » is a minute's patience.
        jobs.AddOrUpdate<MailJobs>("send-mail", job => job.Send(CancellationToken.None), Cron.Minutely(), ParisTime);

        // Before work begins, so that it is read with the morning's mail; whoever is away on Monday is reminded on their first day back.
        jobs.AddOrUpdate<ReminderJobs>("remind-of-missing-time", job => job.SendWeekly(CancellationToken.None), "30 7 * * 1-5", ParisTime);

        // Whoever writes expects an answer in minutes.
        jobs.AddOrUpdate<MailboxJobs>("poll-mailboxes", job => job.Poll(CancellationToken.None), Cron.Minutely(), ParisTime);

        // The product tells within seconds by itself; the minute catches what a crash left behind.
        jobs.AddOrUpdate<NoticeJobs>("tell-notices", job => job.Tell(CancellationToken.None), Cron.Minutely(), ParisTime);

        // At night, as all that is forgotten: before files are swept, so that mail goes with its content.
        jobs.AddOrUpdate<MailboxJobs>("forget-received-mail", job => job.Forget(CancellationToken.None), Cron.Daily(2, 5), ParisTime);
        jobs.AddOrUpdate<NoticeJobs>("forget-notices", job => job.Forget(CancellationToken.None), Cron.Daily(2, 25), ParisTime);

        // What the two were called in earlier versions, which SQL Server remembers.
        jobs.RemoveIfExists("send-reports");

        // At night, as the answers below: nobody asks for either.
        jobs.AddOrUpdate<MailJobs>("forget-mail", job => job.Forget(CancellationToken.None), Cron.Daily(2, 20), ParisTime);

        // At night nobody waits for the writer; before the backup of 03:00, so that it holds what was repaired.
        jobs.AddOrUpdate<RollUpJobs>("verify-roll-ups", job => job.Verify(CancellationToken.None), Cron.Daily(2, 30), ParisTime);

        // Nobody misses them; at night, as all that is forgotten.
        jobs.AddOrUpdate<AttachmentJobs>("sweep-attachments", job => job.Sweep(CancellationToken.None), Cron.Daily(2, 10), ParisTime);

        // A client that retries does so within minutes; a week leaves room for one that was switched off.
        jobs.AddOrUpdate<AnswerJobs>("forget-answers", job => job.Forget(CancellationToken.None), Cron.Daily(2, 15), ParisTime);

        // Before anybody begins to work: a ticket that was solved a week ago is closed as of this day.
        jobs.AddOrUpdate<TicketJobs>("close-solved-tickets", job => job.CloseSolved(CancellationToken.None), Cron.Daily(5, 0), ParisTime);

        // A day's tickets are there before anybody begins to work; one that is asked for today, within the hour.
        jobs.AddOrUpdate<TicketJobs>("open-recurrent-tickets", job => job.OpenRecurrent(CancellationToken.None), Cron.Hourly(5), ParisTime);

        // On the third, most of last month is logged; a proposal that later lines overtake is renewed in a click.
        jobs.AddOrUpdate<AllocationJobs>(
            "propose-allocations",
            job => job.ProposeLastMonth(CancellationToken.None),
            Cron.Monthly(3, 4),
            ParisTime
        );

        // Each import asks for its job at once; the minute catches what a crash left behind.
        jobs.AddOrUpdate<ImportJobs>("resume-imports", job => job.Resume(CancellationToken.None), Cron.Minutely(), ParisTime);
    }
}
