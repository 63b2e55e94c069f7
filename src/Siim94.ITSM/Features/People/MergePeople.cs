using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.People;

/// <summary>
/// Says that somebody is somebody else: what was theirs, tickets too, is that one's from now on, who keeps what they have and gets what
/// they lack. The old number says where it went.
/// </summary>
[Requires(Permission.ManagePeople)]
public sealed record MergePeople : ICommand<PersonDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    /// <summary>Number of whom they are.</summary>
    public long? Into { get; set; }
}

sealed class MergePeopleValidator : AbstractValidator<MergePeople>
{
    public MergePeopleValidator() => RuleFor(m => m.Into).NotNull().WithMessage(_ => CommonWords.FieldMissing);
}

sealed class MergePeopleHandler(PersonStore store, PersonReader reader, Audit audit, IEnumerable<IPersonTraces> traces)
    : IRequestHandler<MergePeople, PersonDetails>
{
    public async Task<PersonDetails> Handle(MergePeople request, CancellationToken ct)
    {
        var old = await store.Row(request.Id, ct);
        if (old.MergedIntoId is not null)
            throw PeopleErrors.Merged(old.Name);
        if (old.ErasedAt is not null)
            throw PeopleErrors.Erased();
        var into = await store.Named("Into", request.Into!.Value, ct);
        if (into.Id == old.Id)
            throw PeopleErrors.ThemselvesIn("Into");

        var contacts = (await store.Contacts([old.Id, into.Id], ct)).ToLookup(contact => contact.PersonId);
        // The old one first: an account is of one person at a time.
        await store.Update(old with { MergedIntoId = into.Id, UserId = null, IsActive = false }, [], ct);
        var isOfOneMember = old.MemberId == into.MemberId;
        var merged = into with
        {
            SiteId = into.SiteId ?? (isOfOneMember ? old.SiteId : null),
            Room = into.Room ?? (isOfOneMember ? old.Room : null),
            JobTitle = into.JobTitle ?? old.JobTitle,
            IsVip = into.IsVip || old.IsVip,
            IsActive = into.IsActive || old.IsActive,
            UserId = into.UserId ?? old.UserId,
        };
        await store.Update(merged, Joined(contacts[into.Id], contacts[old.Id]), ct);
        foreach (var trace in traces)
            await trace.Follow(old.Id, merged, ct);
        await audit.Record("person", old.Id, "merge", new { old.Name }, new { Into = into.Id, into.Name }, ct);
        await audit.Record("person", into.Id, "merge", null, new { From = old.Id, old.Name }, ct);
        return await reader.Get(into.Id, ct);
    }

    static IReadOnlyList<PersonContact> Joined(IEnumerable<PersonContact> own, IEnumerable<PersonContact> added) =>
        [
            .. own.Concat(added)
                .DistinctBy(contact => (contact.Kind, contact.ContactKey))
                .GroupBy(contact => contact.Kind)
                .SelectMany(kind => kind.Select((contact, position) => contact with { Position = position })),
        ];
}
