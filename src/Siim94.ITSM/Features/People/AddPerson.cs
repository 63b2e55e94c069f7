using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.People;

/// <summary>Adds somebody to the directory. The answer names who may be the same.</summary>
[Requires(Permission.ManagePeople)]
public sealed record AddPerson : PersonFields, ICommand<PersonDetails>;

sealed class AddPersonValidator : AbstractValidator<AddPerson>
{
    public AddPersonValidator() => Include(new PersonFieldsValidator());
}

sealed class AddPersonHandler(PersonStore store, PersonReader reader, Audit audit) : IRequestHandler<AddPerson, PersonDetails>
{
    public async Task<PersonDetails> Handle(AddPerson request, CancellationToken ct)
    {
        var (row, contacts) = await store.Resolve(request, null, ct);
        var id = await store.Insert(row, contacts, ct);
        var added = await reader.Get(id, ct);
        await audit.Record("person", id, "add", null, added.Entry, ct);
        return added;
    }
}
