using FluentValidation;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>An intervention as people enter it. Its time is either from an instant to another, or a day with a quantity.</summary>
public record InterventionFields
{
    public const int MostAgents = 20,
        MostTickets = 50;

    /// <summary><c>onsite</c>, <c>remote</c> or <c>delegation</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>Codes of those who took part; each gets a line of the full quantity.</summary>
    public List<string> Agents { get; set; } = [];

    public string? Member { get; set; }

    /// <summary>A site of the member, or of an entity attached to it.</summary>
    public string? Site { get; set; }

    /// <summary>In Paris time unless it says its offset, like its end.</summary>
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateOnly? Day { get; set; }
    public decimal? Quantity { get; set; }

    /// <summary><c>d</c>, <c>h</c> or <c>min</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>Travel, kept apart from the work.</summary>
    public int? TravelMinutes { get; set; }

    /// <summary>Numbers of the tickets dealt with.</summary>
    public List<long> Tickets { get; set; } = [];

    public string? Summary { get; set; }

    /// <summary>More than an agent's day on that day is right, and so is another visit at the same time.</summary>
    public bool Confirm { get; set; }
}

sealed class InterventionFieldsValidator : AbstractValidator<InterventionFields>
{
    const int MostTravelMinutes = 24 * 60;

    public InterventionFieldsValidator()
    {
        RuleFor(i => i.Kind).Must(kind => InterventionKind.ActivityOf(kind) is not null).WithMessage(_ => Words.KindUnknown);
        RuleFor(i => i.Agents)
            .Must(agents =>
                agents is { Count: >= 1 and <= InterventionFields.MostAgents } && agents.All(agent => !string.IsNullOrWhiteSpace(agent))
            )
            .WithMessage(_ => Words.AgentsMissing);
        RuleFor(i => i.Member).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(i => i.Site).Line(200);
        RuleFor(i => i.TravelMinutes).InclusiveBetween(0, MostTravelMinutes).WithMessage(_ => Words.TravelOutOfRange);
        RuleFor(i => i.Tickets)
            .Must(tickets => tickets is { Count: <= InterventionFields.MostTickets })
            .WithMessage(_ => Words.TooManyTickets);
        RuleFor(i => i.Summary).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(2000);

        When(
                i => i.StartedAt is not null || i.EndedAt is not null,
                () =>
                {
                    RuleFor(i => i.StartedAt).NotNull().WithMessage(_ => Words.BothInstants);
                    RuleFor(i => i.EndedAt)
                        .Cascade(CascadeMode.Stop)
                        .NotNull()
                        .WithMessage(_ => Words.BothInstants)
                        .GreaterThan(i => i.StartedAt)
                        .WithMessage(_ => Words.EndBeforeStart)
                        .Must(
                            (i, end) =>
                                i.StartedAt is null || Paris.DayOf(i.StartedAt.Value.UtcDateTime) == Paris.DayOf(end!.Value.UtcDateTime)
                        )
                        .WithMessage(_ => Words.OneDayOnly);
                    RuleFor(i => i.Quantity).Null().WithMessage(_ => Words.OneFormOfTime);
                    RuleFor(i => i.Day).Null().WithMessage(_ => Words.OneFormOfTime);
                }
            )
            .Otherwise(() =>
            {
                RuleFor(i => i.Day).Day();
                RuleFor(i => i.Quantity).Quantity();
                RuleFor(i => i.Unit).Unit();
            });
    }
}

/// <summary>Kinds of interventions, and the activity on which each is logged.</summary>
static class InterventionKind
{
    public const string OnSite = "onsite",
        Remote = "remote",
        Delegation = "delegation";

    public static readonly IReadOnlyList<string> All = [OnSite, Remote, Delegation];

    public static string NameOf(string kind) =>
        kind switch
        {
            OnSite => Words.OnSite,
            Remote => Words.Remote,
            Delegation => Words.Delegation,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of intervention."),
        };

    public static string? ActivityOf(string? kind) =>
        kind switch
        {
            OnSite => "ASSIST-SITE",
            Remote => "ASSIST-REMOTE",
            Delegation => "ASSIST-DELEGATION",
            _ => null,
        };
}
