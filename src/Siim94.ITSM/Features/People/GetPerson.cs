using MediatR;

namespace Siim94.ITSM.Features.People;

/// <summary>Somebody of the directory; whoever was merged says into whom.</summary>
[Requires(Permission.ReadPeople)]
public sealed record GetPerson(long Id) : IQuery<PersonDetails>;

sealed class GetPersonHandler(PersonReader reader) : IRequestHandler<GetPerson, PersonDetails>
{
    public Task<PersonDetails> Handle(GetPerson request, CancellationToken ct) => reader.Get(request.Id, ct);
}
