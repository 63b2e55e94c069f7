using FluentValidation;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket as people enter it.</summary>
public record TicketFields
{
    public string? Title { get; set; }
    public string? Description { get; set; }

    /// <summary>Whose it is; when left blank, the member of whoever asks.</summary>
    public string? Member { get; set; }

    /// <summary>Name of whoever asks, as they say it; somebody of the directory when it means one person of the member.</summary>
    public string? Requester { get; set; }

    /// <summary>Number in the directory of whoever asks: member and site are theirs unless told.</summary>
    public long? RequesterId { get; set; }

    /// <summary>
    /// <c>phone</c>, <c>mail</c>, <c>portal</c>, <c>onsite</c> or <c>other</c>; by default the portal for people of a member, the phone for
    /// staff.
    /// </summary>
    public string? Channel { get; set; }

    /// <summary><c>incident</c> (default) or <c>request</c>.</summary>
    public string? Type { get; set; }

    /// <summary><c>very-low</c> … <c>very-high</c>; <c>medium</c> by default.</summary>
    public string? Urgency { get; set; }

    /// <inheritdoc cref="Urgency"/>
    public string? Impact { get; set; }

    public string? Application { get; set; }
    public string? Domain { get; set; }

    /// <summary>What it is about. Left out, it stays as it was; blank for none.</summary>
    public string? Category { get; set; }

    /// <summary>Site of the member. Left out, it stays as it was, or is that of the requester; blank for none.</summary>
    public string? Site { get; set; }
}

sealed class TicketFieldsValidator : AbstractValidator<TicketFields>
{
    public TicketFieldsValidator()
    {
        RuleFor(t => t.Title).NotEmpty().WithMessage(_ => Words.TitleMissing).Line(200);
        RuleFor(t => t.Description).Paragraphs(20_000);
        RuleFor(t => t.Member)
            .Must(
                (ticket, member, context) =>
                    !string.IsNullOrWhiteSpace(member) || ticket.RequesterId is not null || context.Sender()?.MemberId is not null
            )
            .WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(t => t.Member).Line(200);
        RuleFor(t => t.Requester).Line(200);
        RuleFor(t => t.Channel)
            .Must(channel => channel is null || TicketChannel.All.Contains(channel))
            .WithMessage(_ => Words.ChannelUnknown);
        RuleFor(t => t.Type).Must(type => type is null || TicketType.All.Contains(type)).WithMessage(_ => Words.TypeUnknown);
        RuleFor(t => t.Urgency).Must(IsLevel).WithMessage(_ => Words.LevelUnknown);
        RuleFor(t => t.Impact).Must(IsLevel).WithMessage(_ => Words.LevelUnknown);
        RuleFor(t => t.Application).Line(200);
        RuleFor(t => t.Domain).Line(200);
        RuleFor(t => t.Category).Line(200);
        RuleFor(t => t.Site).Line(200);
    }

    static bool IsLevel(string? code) => code is null || TicketPriority.UrgencyCodes.Contains(code);
}
