using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.People;

/// <summary>Pairs of people who may be the same, the surest first; the first five hundred.</summary>
[Requires(Permission.ManagePeople)]
public sealed record ListDuplicates : IQuery<Page<DuplicatePair>>
{
    public string? Member { get; init; }
}

sealed class ListDuplicatesValidator : AbstractValidator<ListDuplicates>
{
    public ListDuplicatesValidator() => RuleFor(l => l.Member).Line(200);
}

sealed class ListDuplicatesHandler(DuplicateFinder duplicates, ReferentialLookup codes)
    : IRequestHandler<ListDuplicates, Page<DuplicatePair>>
{
    public async Task<Page<DuplicatePair>> Handle(ListDuplicates request, CancellationToken ct)
    {
        var member = codes.Find((await codes.Referentials(ct)).Members, "Member", request.Member, null);
        return new([.. (await duplicates.All(member?.Id, ct)).Take(Page<DuplicatePair>.MaximumLimit)], null);
    }
}
