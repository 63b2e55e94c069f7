namespace Siim94.ITSM.Features.Accounts;

/// <summary>Addresses of accounts, in Users.</summary>
sealed class ContactStore(Db db, Audit audit)
{
    /// <exception cref="Refusal">There is no such account.</exception>
    public async Task<Contact> Get(long userId, CancellationToken ct) =>
        await db.FirstOrDefault<ContactRow>(ContactSql, new { Id = userId }, ct) is { } row
            ? new(row.Email, row.Language ?? ContactRules.French, row.Version)
            : throw RequestErrors.NotFound();

    const string ContactSql = "SELECT u.Email, u.Language, u.Version FROM Users u WHERE u.Id = @Id";

    public async Task<Contact> Change(long userId, long version, ContactFields fields, CancellationToken ct)
    {
        var before = await Get(userId, ct);
        var language = string.IsNullOrEmpty(fields.Language) ? ContactRules.French : fields.Language;
        if (
            await db.Execute(
                UpdateContactSql,
                new
                {
                    Id = userId,
                    Version = version,
                    Email = ContactRules.Clean(fields.Email),
                    Language = language,
                },
                ct
            ) == 0
        )
            throw RequestErrors.ChangedMeanwhile();
        var after = await Get(userId, ct);
        await audit.Record("account", userId, "change", before, after, ct);
        return after;
    }

    const string UpdateContactSql =
        "UPDATE Users SET Email = @Email, Language = @Language, Version = Version + 1 WHERE Id = @Id AND Version = @Version";

    sealed record ContactRow
    {
        public string? Email { get; init; }
        public string? Language { get; init; }
        public long Version { get; init; }
    }
}
