using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.People;

/// <summary>Changes what the directory knows of somebody. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.ManagePeople)]
public sealed record ChangePerson : PersonFields, ICommand<PersonDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangePersonValidator : AbstractValidator<ChangePerson>
{
    public ChangePersonValidator() => Include(new PersonFieldsValidator());
}

sealed class ChangePersonHandler(PersonStore store, PersonReader reader, Audit audit) : IRequestHandler<ChangePerson, PersonDetails>
{
    public async Task<PersonDetails> Handle(ChangePerson request, CancellationToken ct)
    {
        var before = await store.Row(request.Id, ct);
        if (before.MergedIntoId is not null)
            throw PeopleErrors.Merged(before.Name);
        if (before.ErasedAt is not null)
            throw PeopleErrors.Erased();
        var (row, contacts) = await store.Resolve(request, before, ct);
        var entry = (await reader.Get(request.Id, ct)).Entry;
        await store.Update(row with { Version = request.Version }, contacts, ct);
        var changed = await reader.Get(request.Id, ct);
        await audit.Record("person", request.Id, "change", entry, changed.Entry, ct);
        return changed;
    }
}
