using System.Globalization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Notices;

/// <summary>How a mail would read with a text that is not saved yet, of a ticket that is none.</summary>
[Requires(Permission.ManageSettings)]
public sealed record PreviewMailText : MailTextFields, IQuery<MailPreview>;

public sealed record MailPreview(string Subject, string Plain);

sealed class PreviewMailTextValidator : AbstractValidator<PreviewMailText>
{
    public PreviewMailTextValidator() => Include(new MailTextFieldsValidator());
}

sealed class PreviewMailTextHandler(MailTextStore store, ReferentialLookup codes, TimeProvider clock)
    : IRequestHandler<PreviewMailText, MailPreview>
{
    const long Number = 1234;

    public async Task<MailPreview> Handle(PreviewMailText request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var member = codes.Find(all.Members, "Member", request.Member, Paris.Today(clock));
        var text = request.Text;
        if (member is not null)
            text = text.Or(await store.For(member.Id, request.Kind!, request.Language!, ct));
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = SpokenLanguage.CultureOf(request.Language);
        try
        {
            return Written(request.Kind!, text, member?.Name ?? CommonWords.Member);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    MailPreview Written(string kind, MailText text, string member)
    {
        var told = new TicketNewsItem
        {
            At = clock.GetUtcNow().UtcDateTime,
            Kind = StepOf(kind),
            ByName = Words.MailSupport,
            Text = kind is MailTextKind.Answer or MailTextKind.Solved ? Words.SampleText : null,
        };
        var facts = new MailFacts(Number, Words.SampleTitle, Words.SampleRequester, member, Words.SampleRequester);
        var news = new TicketNews(facts.Title, [told], "") { Text = text };
        var (subject, paragraphs) = TicketMailText.Compose(news, facts, NoticeRole.Requester);
        var why = string.Format(Words.MailWhyRequester, Number);
        var content = TicketMailText.Of(subject, paragraphs, null, why, null);
        return new($"{TicketMailText.TagOf(Number)} {content.Subject}", content.Plain);
    }

    static string StepOf(string kind) =>
        kind switch
        {
            MailTextKind.Opened => TicketEventKind.Open,
            MailTextKind.Answer => TicketEventKind.FollowUp,
            MailTextKind.Solved => TicketEventKind.Resolve,
            MailTextKind.Closed => TicketEventKind.Close,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of mail."),
        };
}
