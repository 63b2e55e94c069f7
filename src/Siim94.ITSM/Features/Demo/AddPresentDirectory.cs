using MediatR;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Adds those who ask in the tickets of the present to the directory: many at once. Those who are there already stay.</summary>
/// <returns>How many were added.</returns>
[Requires(Permission.ManageAccounts)]
public sealed record AddPresentDirectory(IReadOnlyList<AddPerson> People) : ICommand<int>;

sealed class AddPresentDirectoryHandler(PersonStore store, Db db) : IRequestHandler<AddPresentDirectory, int>
{
    public async Task<int> Handle(AddPresentDirectory request, CancellationToken ct)
    {
        var known = (await db.Query<string>(KnownSql, null, ct)).ToHashSet();
        var added = request.People.Where(person => !known.Contains(person.Name!)).ToList();
        foreach (var person in added)
        {
            var (row, contacts) = await store.Resolve(person, null, ct);
            await store.Insert(row, contacts, ct);
        }
        return added.Count;
    }

    const string KnownSql = "SELECT p.Name FROM People p";
}
