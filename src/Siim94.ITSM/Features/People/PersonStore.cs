using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.People;

/// <summary>Reads and writes single people, within the sender's reach: staff all, people of a member those of their members.</summary>
sealed class PersonStore(Db db, ReferentialLookup codes, CurrentUser user, TimeProvider clock)
{
    public const string SelectPeopleSql = """
        SELECT p.Id, p.Name, p.SortName, p.NameKey, p.MemberId, p.SiteId, p.Room, p.JobTitle, p.IsVip, p.Language, p.IsActive, p.UserId,
               p.MergedIntoId, p.ErasedAt, p.CreatedAt, p.CreatedByUserId, p.Version
        FROM People p
        """;

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<PersonRow> Row(long id, CancellationToken ct) => await Find(id, ct) ?? throw RequestErrors.NotFound();

    public async Task<PersonRow?> Find(long id, CancellationToken ct) =>
        await db.FirstOrDefault<PersonRow>(PersonSql, new { Id = id }, ct) is { } row && user.Sees(row.MemberId) ? row : null;

    const string PersonSql = $"{SelectPeopleSql} WHERE p.Id = @Id";

    /// <summary>Somebody whom a request names; whoever was merged stands for whom they were merged into.</summary>
    /// <exception cref="Refusal">Not there, or not within reach, naming the field.</exception>
    public async Task<PersonRow> Named(string field, long id, CancellationToken ct)
    {
        var row = await Find(id, ct);
        while (row?.MergedIntoId is { } into)
            row = await Find(into, ct);
        return row is { ErasedAt: null } ? row : throw PeopleErrors.Unknown(field, id);
    }

    /// <summary>The one person of a member who has a name, whatever the order of its words; null for none or several.</summary>
    public async Task<PersonRow?> OnlyOneNamed(string name, long memberId, CancellationToken ct) =>
        await db.Query<PersonRow>(NamesakesSql, new { MemberId = memberId, NameKey = Folding.WordsInAnyOrder(name) }, ct) is [var only]
            ? only
            : null;

    const string NamesakesSql =
        $"{SelectPeopleSql} WHERE p.MemberId = @MemberId AND p.NameKey = @NameKey AND p.IsActive = 1 AND p.MergedIntoId IS NULL";

    /// <summary>The person whom an account is of; null for most.</summary>
    public Task<PersonRow?> OfAccount(long userId, CancellationToken ct) =>
        db.FirstOrDefault<PersonRow>(OfAccountSql, new { UserId = userId }, ct);

    const string OfAccountSql = $"{SelectPeopleSql} WHERE p.UserId = @UserId AND p.MergedIntoId IS NULL ORDER BY p.Id";

    public Task<IReadOnlyList<PersonContact>> Contacts(IEnumerable<long> ids, CancellationToken ct) =>
        db.Query<PersonContact>(ContactsSql, new { Ids = ids }, ct);

    const string ContactsSql = """
        SELECT c.PersonId, c.Kind, c.Position, c.Text, c.ContactKey
        FROM PersonContacts c
        WHERE c.PersonId IN @Ids
        ORDER BY c.PersonId, c.Kind, c.Position
        """;

    /// <summary>Turns somebody as entered into rows.</summary>
    /// <exception cref="Refusal">An unknown or closed code, an account that is another's, naming the field.</exception>
    public async Task<(PersonRow Row, IReadOnlyList<PersonContact> Contacts)> Resolve(
        PersonFields fields,
        PersonRow? before,
        CancellationToken ct
    )
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        // What has been closed since stays with whoever is there.
        var member = codes.Get(all.Members, "Member", fields.Member, before is null ? today : null);
        var site = codes.Find(all.Sites, "Site", fields.Site, before is null ? today : null, s => s.MemberId == member.Id);
        var row = new PersonRow
        {
            Id = before?.Id ?? 0,
            MemberId = member.Id,
            SiteId = site?.Id,
            Room = TextOf(fields.Room),
            JobTitle = TextOf(fields.Function),
            IsVip = fields.IsVip,
            Language = TextOf(fields.Language) ?? "fr",
            IsActive = fields.IsActive ?? true,
            UserId = await UserOf(fields.Account, before, ct),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            CreatedByUserId = user.AuthorId,
        }.Named(fields.Name!.Trim());
        return (row, [.. ContactsOf(fields.Emails, PersonContact.Email), .. ContactsOf(fields.Phones, PersonContact.Phone)]);
    }

    static IEnumerable<PersonContact> ContactsOf(IReadOnlyList<string>? texts, string kind) =>
        (texts ?? [])
            .Select(text => text.Trim())
            .DistinctBy(text => KeyOf(text, kind))
            .Select(
                (text, position) =>
                    new PersonContact
                    {
                        Kind = kind,
                        Position = position,
                        Text = text,
                        ContactKey = KeyOf(text, kind),
                    }
            );

    static string KeyOf(string text, string kind) =>
        kind == PersonContact.Email ? text.ToLowerInvariant() : PhoneNumber.KeyOf(text) ?? Folding.Fold(text);

    async Task<long?> UserOf(string? login, PersonRow? before, CancellationToken ct)
    {
        if (TextOf(login) is not { } text)
            return null;
        if (await db.FirstOrDefault<long?>(UserSql, new { Login = text.ToLowerInvariant() }, ct) is not { } id)
            throw PeopleErrors.AccountUnknown(text);
        return await OfAccount(id, ct) is { } other && other.Id != before?.Id ? throw PeopleErrors.AccountTaken(other.Name) : id;
    }

    const string UserSql = "SELECT u.Id FROM Users u WHERE u.FoldedLogin = @Login";

    static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <returns>Its identity.</returns>
    public async Task<long> Insert(PersonRow row, IReadOnlyList<PersonContact> contacts, CancellationToken ct)
    {
        var id = await db.Insert(InsertPersonSql, row, ct);
        await WriteParts(row with { Id = id }, contacts, ct);
        return id;
    }

    const string InsertPersonSql = """
        INSERT INTO People (Name, SortName, NameKey, MemberId, SiteId, Room, JobTitle, IsVip, Language, IsActive, UserId, MergedIntoId,
            ErasedAt, CreatedAt, CreatedByUserId, Version)
        VALUES (@Name, @SortName, @NameKey, @MemberId, @SiteId, @Room, @JobTitle, @IsVip, @Language, @IsActive, @UserId, NULL, NULL,
            @CreatedAt, @CreatedByUserId, 1)
        """;

    /// <exception cref="Refusal">The version is no longer current.</exception>
    public async Task Update(PersonRow row, IReadOnlyList<PersonContact> contacts, CancellationToken ct)
    {
        if (await db.Execute(UpdatePersonSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await db.Execute(DeleteContactsSql, new { PersonId = row.Id }, ct);
        await PersonWords.Remove(db, row.Id, ct);
        if (row is { MergedIntoId: null, ErasedAt: null })
            await WriteParts(row, contacts, ct);
    }

    const string UpdatePersonSql = """
        UPDATE People
        SET Name = @Name, SortName = @SortName, NameKey = @NameKey, MemberId = @MemberId, SiteId = @SiteId, Room = @Room,
            JobTitle = @JobTitle, IsVip = @IsVip, Language = @Language, IsActive = @IsActive, UserId = @UserId,
            MergedIntoId = @MergedIntoId, ErasedAt = @ErasedAt, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
    const string DeleteContactsSql = "DELETE FROM PersonContacts WHERE PersonId = @PersonId";

    /// <summary>Takes somebody out for good whom nothing names.</summary>
    public async Task Delete(long id, CancellationToken ct)
    {
        await db.Execute(DeleteContactsSql, new { PersonId = id }, ct);
        await PersonWords.Remove(db, id, ct);
        await db.Execute(DeletePersonSql, new { Id = id }, ct);
    }

    const string DeletePersonSql = "DELETE FROM People WHERE Id = @Id";

    async Task WriteParts(PersonRow row, IReadOnlyList<PersonContact> contacts, CancellationToken ct)
    {
        await db.InsertAll(InsertContactSql, contacts.Select(contact => contact with { PersonId = row.Id }), ct);
        await PersonWords.Add(db, [(row, contacts)], ct);
    }

    const string InsertContactSql = """
        INSERT INTO PersonContacts (PersonId, Kind, Position, Text, ContactKey) VALUES (@PersonId, @Kind, @Position, @Text, @ContactKey)
        """;
}
