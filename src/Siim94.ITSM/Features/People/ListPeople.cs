using System.Globalization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.People;

/// <summary>
/// People of the directory, in the order of their names, by page: staff see all, people of a member those of their members.
/// </summary>
[Requires(Permission.ReadPeople)]
public sealed record ListPeople : IQuery<Page<PersonLine>>
{
    /// <summary>Parts of the name, of a mail address or of a phone number in any spelling, all of them, accents and case ignored.</summary>
    public string? Q { get; init; }

    public string? Member { get; init; }

    /// <summary>Those, too, who are no longer there.</summary>
    public bool? IncludeInactive { get; init; }

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
        RuleFor(l => l.After).Must(after => after is null || IsKey(after, out _)).WithMessage(_ => CommonWords.AfterInvalid);
    }

    /// <summary>Whether a text says where a page ended.</summary>
    internal static bool IsKey(string after, out long id) =>
        long.TryParse(after.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out id);
}

sealed class ListPeopleHandler(PersonReader reader) : IRequestHandler<ListPeople, Page<PersonLine>>
{
    public Task<Page<PersonLine>> Handle(ListPeople request, CancellationToken ct) => reader.List(request, ct);
}
