using System.Globalization;
using System.Text.Json.Serialization;
using MediatR;

namespace Siim94.ITSM.Features.People;

/// <summary>
/// Takes somebody's name and what they are reached by out of the directory, of their tickets and of the history; what was counted for them
/// stays counted. Refused when somebody changed it meanwhile.
/// </summary>
[Requires(Permission.ErasePeople)]
public sealed record ErasePerson : ICommand<PersonDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ErasePersonHandler(
    PersonStore store,
    PersonReader reader,
    Db db,
    Audit audit,
    TimeProvider clock,
    IEnumerable<IPersonTraces> traces
) : IRequestHandler<ErasePerson, PersonDetails>
{
    public async Task<PersonDetails> Handle(ErasePerson request, CancellationToken ct)
    {
        var row = await store.Row(request.Id, ct);
        if (row.ErasedAt is not null)
            throw PeopleErrors.Erased();
        await Erase(row with { Version = request.Version }, ct);
        foreach (var merged in await db.Query<PersonRow>(MergedIntoSql, new { row.Id }, ct))
            await Erase(merged, ct);
        await audit.Record("person", row.Id, "erase", null, null, ct);
        return await reader.Get(row.Id, ct);
    }

    const string MergedIntoSql = $"{PersonStore.SelectPeopleSql} WHERE p.MergedIntoId = @Id ORDER BY p.Id";

    async Task Erase(PersonRow row, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Anonyme {row.Id}");
        // While one knows what they were called, and from where they wrote.
        foreach (var trace in traces)
            await trace.Blur(row.Id, name, ct);
        await store.Update(
            row.Named(name) with
            {
                SiteId = null,
                Room = null,
                JobTitle = null,
                IsVip = false,
                IsActive = false,
                UserId = null,
                ErasedAt = clock.GetUtcNow().UtcDateTime,
            },
            [],
            ct
        );
        await db.Execute(BlurHistorySql, new { row.Id }, ct);
    }

    const string BlurHistorySql =
        "UPDATE AuditEntries SET BeforeJson = NULL, AfterJson = NULL WHERE Subject = 'person' AND SubjectId = @Id";
}
