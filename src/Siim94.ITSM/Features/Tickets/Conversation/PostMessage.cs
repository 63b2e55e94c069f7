using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Adds a message to a ticket's conversation; an internal note is for staff only. Those who log time may say how long it took, which is
/// logged with it.
/// </summary>
[Requires(Permission.OpenTickets)]
public sealed record PostMessage : TimeSpent, ICommand<TicketMessage>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>Markdown; <c>#123</c> leads to a ticket.</summary>
    public string? Text { get; set; }

    public bool IsInternal { get; set; }

    /// <summary>Files that it brings, as <c>POST /attachments</c> has answered.</summary>
    public IReadOnlyList<long>? Attachments { get; set; }
}

sealed class PostMessageValidator : AbstractValidator<PostMessage>
{
    const int MostFiles = 50;

    public PostMessageValidator()
    {
        Include(new TimeSpentValidator());
        RuleFor(m => m.Attachments).Must(ids => ids is not { Count: > MostFiles }).WithMessage(_ => Words.TooManyFiles);
        RuleFor(m => m.Text).Must(text => !ValidationRules.IsBlank(text)).WithMessage(_ => CommonWords.FieldMissing).Paragraphs(20_000);
    }
}

sealed class PostMessageHandler(TicketReader reader, TicketMessages messages, TicketTime time, AttachmentStore files, Db db)
    : IRequestHandler<PostMessage, TicketMessage>
{
    public async Task<TicketMessage> Handle(PostMessage request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        var message = await messages.Add(ticket, request.Text!, request.IsInternal, ct);
        await files.Attach(request.Attachments ?? [], TicketAttachments.KindName, ticket.Id, message.Id, request.IsInternal, ct);
        if (request.Attachments is { Count: > 0 })
            await TicketWords.Rewrite(db, ticket.Id, ct);
        return message with { TimeEntry = await time.Log(ticket.Id, request, ct) };
    }
}
