using FluentValidation;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What is to be done on a ticket, as whoever notes it says.</summary>
public abstract record TicketTaskFields
{
    public string? Text { get; set; }

    /// <summary>Code of the agent who does it, or <c>me</c>.</summary>
    public string? Agent { get; set; }

    public DateOnly? PlannedOn { get; set; }
    public int? EstimatedMinutes { get; set; }
}

sealed class TicketTaskFieldsValidator : AbstractValidator<TicketTaskFields>
{
    // A month of days of seven hours: a longer task is a project.
    const int MostMinutes = 30 * WorkDay.DefaultMinutes;

    public TicketTaskFieldsValidator()
    {
        RuleFor(t => t.Text).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(4_000);
        RuleFor(t => t.Agent).Line(200);
        RuleFor(t => t.PlannedOn)
            .InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2100, 12, 31))
            .WithMessage(_ => CommonWords.DayOutOfRange);
        RuleFor(t => t.EstimatedMinutes).InclusiveBetween(1, MostMinutes).WithMessage(_ => Words.EstimateOutOfRange);
    }
}
