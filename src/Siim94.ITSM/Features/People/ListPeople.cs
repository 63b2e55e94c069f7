using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.People;

/// <summary>
/// People of the directory, by name unless sorted otherwise, by page: staff see all, people of a member those of their members.
/// </summary>
[Requires(Permission.ReadPeople)]
public sealed record ListPeople : IQuery<Page<PersonLine>>
{
    /// <summary>Parts of the name, of a mail address or of a phone number in any spelling, all of them, accents and case ignored.</summary>
    public string? Q { get; init; }

    public string? Member { get; init; }

    /// <summary>Those, too, who are no longer there.</summary>
    public bool? IncludeInactive { get; init; }

    /// <summary><c>name</c>, <c>member</c> or <c>site</c>; downwards with a minus; comma between several. By name without it.</summary>
    public string? Sort { get; init; }

    /// <summary>What the page before said as <c>next</c>, in the same order.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListPeopleValidator : AbstractValidator<ListPeople>
{
    public ListPeopleValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<PersonLine>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.Q).Line(200);
        RuleFor(l => l.Member).Line(200);
        RuleFor(l => l.Sort)
            .Must(sort => PersonOrder.Parse(sort) is not null)
            .WithMessage(_ => string.Format(CommonWords.SortUnknown, string.Join(", ", PersonOrder.Names)));
        RuleFor(l => l.After)
            .Must((list, after) => after is null || PersonOrder.Parse(list.Sort)?.Read(after) is not null)
            .WithMessage(_ => CommonWords.AfterUnknown);
    }
}

sealed class ListPeopleHandler(PersonReader reader) : IRequestHandler<ListPeople, Page<PersonLine>>
{
    public Task<Page<PersonLine>> Handle(ListPeople request, CancellationToken ct) => reader.List(request, ct);
}
