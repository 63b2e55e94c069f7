using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Kernel.Live;
using Siim94.ITSM.Shell;

namespace Siim94.ITSM.Features.Notices;

static class NoticeFeature
{
    public static IServiceCollection AddNotices(this IServiceCollection services) =>
        services
            .AddScoped<NoticeRecipients>()
            .AddScoped<TicketMailLeaves>()
            .AddScoped<IPersonTraces>(services => services.GetRequiredService<TicketMailLeaves>())
            .AddSingleton<MailLeaveLinks>()
            .AddScoped<IPreparation<LeaveTicketMail>, OpenedMailLeave>()
            .AddSingleton<MailRatingLinks>()
            .AddScoped<IPreparation<RateTicketByMail>, OpenedMailRating>()
            .AddScoped<MailHoursStore>()
            .AddScoped<TicketMail>()
            .AddScoped<MailTextStore>()
            .AddSingleton<IMailWriter, TicketMailWriter>()
            .AddSingleton<IMailWriter, DigestMailWriter>()
            .AddSingleton<NoticeJobs>()
            .AddHostedService<NoticeTeller>()
            .AddLiveMark(NoticeLive.Mark)
            .FillSlot<Bell>(Frame.BesideAccount);

    public static void MapNotices(this RouteGroupBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("Avis");
        notices
            .MapGet("/", (Api api, [AsParameters] ListNotices list) => api.Send(list))
            .WithSummary("What one was told, newest first, by page");
        notices.MapGet("/count", (Api api) => api.Send(new CountNotices())).Sends<CountNotices>().WithSummary("How much of it is unread");
        notices.MapPost("/read", (Api api, ReadNotices? read) => api.Send(read ?? new()));
        notices
            .MapGet("/choices", (Api api) => api.Send(new GetNoticeChoices()))
            .Sends<GetNoticeChoices>()
            .WithSummary("What one wants to be told, and how");
        notices.MapPost("/choices", (Api api, ChooseNotices choices) => api.Send(choices));

        var texts = api.MapGroup("/mail-texts").WithTags("Messagerie");
        texts
            .MapGet("/", (Api api, [AsParameters] ListMailTexts list) => api.Send(list))
            .WithSummary("Texts of mail of a member, or of all members, with the version of each");
        texts
            .MapPut("/{kind}/{language}", (Api api, string kind, string language, SetMailText text) =>
                api.Show(text with { Kind = kind, Language = language, Version = api.Version }, t => t.Version)
            )
            .Produces<MailTextDetails>();
    }
}
