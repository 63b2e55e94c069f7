using System.Text;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Mailboxes;

static class MailboxFeature
{
    public static IServiceCollection AddMailboxes(this IServiceCollection services)
    {
        // Mails are in the letters of half the world.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return services
            .AddScoped<MailboxStore>()
            .AddScoped<MailFactReader>()
            .AddScoped<IPreparation<AddMailbox>, MailboxSealing>()
            .AddScoped<IPreparation<ChangeMailbox>, MailboxSealing>()
            .AddScoped<IAttachmentSubject, ReceivedMailFiles>()
            .AddScoped<IPersonTraces, MailCorrespondents>()
            .AddSingleton<MailIntake>()
            .AddSingleton<MailboxPoller>();
    }

    public static void MapMailboxes(this RouteGroupBuilder api)
    {
        var mailboxes = api.MapGroup("/mailboxes").WithTags("Messagerie");
        mailboxes
            .MapGet("/", (Api api) => api.Send(new ListMailboxes()))
            .Sends<ListMailboxes>()
            .WithSummary("Mailboxes that tickets come from");
        mailboxes
            .MapPost("/", (Api api, AddMailbox mailbox) => api.Create(mailbox, m => $"/api/v1/mailboxes/{m.Id}", m => m.Version))
            .Produces<MailboxDetails>(201);
        mailboxes
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetMailbox(id), m => m.Version))
            .Sends<GetMailbox>()
            .Produces<MailboxDetails>()
            .WithSummary("One mailbox; its password is not told");
        mailboxes
            .MapPut("/{id:long}", (Api api, long id, ChangeMailbox mailbox) =>
                api.Show(mailbox with { Id = id, Version = api.Version }, m => m.Version)
            )
            .Produces<MailboxDetails>();
        mailboxes
            .MapPost("/{id:long}/poll", Poll)
            .Sends<GetMailbox>()
            .Produces<MailboxDetails>()
            .WithSummary("Reads a mailbox now, and handles what has come in")
            .WithDescription("What went wrong is in `problem`.");
        var mail = api.MapGroup("/mail").WithTags("Messagerie");
        mail.MapGet("/outbox", (Api api, long? after, int? limit) => api.Send(new ListOutbox { After = after, Limit = limit }))
            .Sends<ListOutbox>()
            .WithSummary("Mail that leaves, newest first, by page");
        mail.MapGet("/dead", (Api api, long? after, int? limit) => api.Send(
                    new ListOutbox
                    {
                        IsDead = true,
                        After = after,
                        Limit = limit,
                    }
                ))
            .Sends<ListOutbox>()
            .WithSummary("Mail that was given up, or may not have arrived, newest first, by page");
        mail.MapPost("/{id:long}/retry", (Api api, long id) => api.Send(new RetryMail(id)))
            .Sends<RetryMail>()
            .WithSummary("Sends again what was given up, or may not have arrived");
        mail.MapGet("/inbox", (Api api, [AsParameters] ListReceivedMails list) => api.Send(list))
            .WithSummary("Mails that came in, newest first, by page");
        mail.MapGet("/inbox/{id:long}", (Api api, long id) => api.Send(new GetReceivedMail(id)))
            .Sends<GetReceivedMail>()
            .WithSummary("One mail that came in");
        mail.MapPost("/inbox/{id:long}/decision", Decide);
        mail.MapGet("/domains", (Api api) => api.Send(new ListMailDomains()))
            .Sends<ListMailDomains>()
            .WithSummary("Which member's people write from which domain");
        mail.MapPost("/domains", (Api api, SetMailDomain domain) => api.Send(domain));
    }

    static async Task<IResult> Poll(Api api, MailboxPoller poller, long id, CancellationToken ct)
    {
        await api.Send(new GetMailbox(id));
        await poller.Run(ct, id);
        return await api.Show(new GetMailbox(id), m => m.Version);
    }

    /// <summary>What is decided is carried out as what comes in by itself: its content is read outside the transaction.</summary>
    static async Task<ReceivedMailLine> Decide(Api api, MailIntake intake, long id, DecideMail decision, CancellationToken ct)
    {
        var decided = await api.Send(decision with { Id = id });
        if (decided.MemberId is { } memberId)
            await intake.Handle(id, memberId, ct);
        return await api.Send(new GetReceivedMail(id));
    }
}
