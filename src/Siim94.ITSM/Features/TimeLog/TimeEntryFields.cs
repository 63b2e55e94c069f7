using FluentValidation;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>A line of worked time as people enter it: codes or any known spelling.</summary>
public record TimeEntryFields
{
    public string? Agent { get; set; }

    /// <summary>Day worked, a plain date of Europe/Paris.</summary>
    public DateOnly? Day { get; set; }

    public decimal? Quantity { get; set; }

    /// <summary><c>d</c> days, <c>h</c> hours or <c>min</c> minutes.</summary>
    public string? Unit { get; set; }

    public string? Activity { get; set; }
    public string? SubActivity { get; set; }
    public string? Domain { get; set; }
    public string? Application { get; set; }
    public string? Project { get; set; }
    public string? Member { get; set; }

    /// <summary>Number of the ticket worked on.</summary>
    public long? Ticket { get; set; }

    public string? Note { get; set; }

    /// <summary>
    /// More than the agent's day on that day is right; without it, such a line is answered with a warning and not written.
    /// </summary>
    public bool Confirm { get; set; }
}

/// <summary>The shape of a line, whichever request carries it.</summary>
sealed class TimeEntryFieldsValidator : AbstractValidator<TimeEntryFields>
{
    public TimeEntryFieldsValidator()
    {
        RuleFor(e => e.Agent).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(e => e.Day).Day();
        RuleFor(e => e.Quantity).Quantity();
        RuleFor(e => e.Unit).Unit();
        RuleFor(e => e.Activity).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(e => e.SubActivity).Line(200);
        RuleFor(e => e.Domain).Line(200);
        RuleFor(e => e.Application).Line(200);
        RuleFor(e => e.Project).Line(200);
        RuleFor(e => e.Member).Line(200);
        RuleFor(e => e.Note).Paragraphs(LedgerLine.LongestNote);
    }
}
