using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.People;

/// <summary>
/// Says that two people who look alike are not the same: they are no longer shown as such. Harmless when it was said before.
/// </summary>
[Requires(Permission.ManagePeople)]
public sealed record KeepApart : ICommand<PersonDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    /// <summary>Number of whom they are not.</summary>
    public long? From { get; set; }
}

sealed class KeepApartValidator : AbstractValidator<KeepApart>
{
    public KeepApartValidator() => RuleFor(k => k.From).NotNull().WithMessage(_ => CommonWords.FieldMissing);
}

sealed class KeepApartHandler(PersonStore store, PersonReader reader, Db db, CurrentUser user, TimeProvider clock, Audit audit)
    : IRequestHandler<KeepApart, PersonDetails>
{
    public async Task<PersonDetails> Handle(KeepApart request, CancellationToken ct)
    {
        var one = await store.Row(request.Id, ct);
        var other = await store.Named("From", request.From!.Value, ct);
        if (one.Id == other.Id)
            throw PeopleErrors.ThemselvesIn("From");
        var pair = new
        {
            OneId = Math.Min(one.Id, other.Id),
            OtherId = Math.Max(one.Id, other.Id),
            SaidAt = clock.GetUtcNow().UtcDateTime,
            SaidByUserId = user.AuthorId,
        };
        if (await db.Execute(InsertSql, pair, ct) > 0)
            await audit.Record("person", one.Id, "keep-apart", null, new { From = other.Id }, ct);
        return await reader.Get(one.Id, ct);
    }

    const string InsertSql = """
        INSERT INTO PeopleApart (OneId, OtherId, SaidAt, SaidByUserId)
        SELECT p.Id, @OtherId, @SaidAt, @SaidByUserId
        FROM People p
        WHERE p.Id = @OneId AND NOT EXISTS (SELECT a.OneId FROM PeopleApart a WHERE a.OneId = p.Id AND a.OtherId = @OtherId)
        """;
}
