using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Makes a message of a ticket a ticket of its own, related to it; the message stays where it was said. Refused when it has become one.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record SplitTicket : ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>Number of the message, which is the <c>id</c> that the timeline says.</summary>
    public long? Message { get; set; }

    /// <summary>Title of the new ticket; the first line of the message when left blank.</summary>
    public string? Title { get; set; }
}

sealed class SplitTicketValidator : AbstractValidator<SplitTicket>
{
    public SplitTicketValidator()
    {
        RuleFor(s => s.Message).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(s => s.Title).Line(200);
    }
}

sealed class SplitTicketHandler(
    TicketReader reader,
    TimelineReader timelines,
    IMediator mediator,
    Db db,
    CurrentUser user,
    TimeProvider clock
) : IRequestHandler<SplitTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(SplitTicket request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        var message = await db.FirstOrDefault<MessageRow>(
            MessageSql,
            new { Id = request.Message, TicketIds = await timelines.LedBy(ticket, ct) },
            ct
        );
        if (message is null)
            throw TicketErrors.UnknownMessage(request.Message!.Value);
        if (message.OtherTicketId is { } already)
            throw TicketErrors.AlreadySplit(already);

        var details = await reader.Get(ticket.Id, ct);
        var opened = await mediator.Send(
            new OpenTicket
            {
                Title = TicketSteps.TextOf(request.Title) ?? (message.IsPrivate ? details.Title : TitleOf(message.Text)),
                // What colleagues have said among themselves, the requester does not read.
                Description = message.IsPrivate ? null : message.Text,
                Member = details.Member,
                Requester = details.Requester,
                RequesterId = details.RequesterId,
                Channel = details.Channel,
                Type = details.Type,
                Urgency = details.Urgency,
                Impact = details.Impact,
                Application = details.Application,
                Domain = details.Domain,
                Category = details.Category,
                Site = details.Site,
            },
            ct
        );
        await db.Execute(NameOtherSql, new { message.Id, OtherTicketId = opened.Number }, ct);
        foreach (var (one, another) in new[] { (ticket.Id, opened.Number), (opened.Number, ticket.Id) })
            await TicketEvents.Add(
                db,
                new()
                {
                    TicketId = one,
                    At = clock.GetUtcNow().UtcDateTime,
                    UserId = user.AuthorId,
                    Kind = TicketEventKind.Split,
                    Text = message.IsPrivate && one == opened.Number ? message.Text : null,
                    IsPrivate = message.IsPrivate,
                    OtherTicketId = another,
                },
                ct
            );
        return await mediator.Send(
            new LinkTicket
            {
                Number = opened.Number,
                Kind = TicketLinkKind.Relates,
                Ticket = ticket.Id,
            },
            ct
        );
    }

    const string MessageSql = """
        SELECT e.Id, e.Text, e.IsPrivate, e.OtherTicketId
        FROM TicketEvents e
        WHERE e.Id = @Id AND e.TicketId IN @TicketIds AND e.Kind = 'follow-up'
        """;

    const string NameOtherSql = "UPDATE TicketEvents SET OtherTicketId = @OtherTicketId WHERE Id = @Id";

    const int LongestTitle = 200;

    /// <summary>The first line that says something, without the signs of Markdown.</summary>
    static string TitleOf(string text)
    {
        var line = text.Split('\n').Select(MessageMarkdown.PlainText).FirstOrDefault(line => line.Length > 0) ?? text.Trim();
        return line.Length <= LongestTitle ? line : $"{line[..(LongestTitle - 1)]}…";
    }

    sealed record MessageRow
    {
        public long Id { get; init; }
        public string Text { get; init; } = "";
        public bool IsPrivate { get; init; }
        public long? OtherTicketId { get; init; }
    }
}
