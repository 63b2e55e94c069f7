using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.People;

/// <summary>How many people a list of the directory holds, on all of its pages.</summary>
[Requires(Permission.ReadPeople)]
public sealed record CountPeople(ListPeople List) : IQuery<int>;

sealed class CountPeopleValidator : AbstractValidator<CountPeople>
{
    public CountPeopleValidator() => RuleFor(c => c.List).SetValidator(new ListPeopleValidator());
}

sealed class CountPeopleHandler(PersonReader reader) : IRequestHandler<CountPeople, int>
{
    public Task<int> Handle(CountPeople request, CancellationToken ct) => reader.Count(request.List, ct);
}
