using Microsoft.AspNetCore.DataProtection;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>A mailbox as it is shown: its password is not.</summary>
public sealed record MailboxDetails
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public string Address { get; init; } = "";
    public string Host { get; init; } = "";
    public int Port { get; init; }
    public string Security { get; init; } = "";
    public string UserName { get; init; } = "";
    public bool HasPassword { get; init; }
    public string Folder { get; init; } = "";
    public string? Member { get; init; }
    public string? Group { get; init; }
    public string? Category { get; init; }
    public bool IsForAnyone { get; init; }
    public bool IsPaused { get; init; }

    /// <summary>When it was last read; null before the first time.</summary>
    public DateTime? PolledAt { get; init; }

    /// <summary>
    /// What went wrong the last time: <c>unreachable</c>, <c>not-secure</c>, <c>refused</c>, <c>no-folder</c> or <c>failed</c>; null when
    /// nothing did.
    /// </summary>
    public string? Problem { get; init; }

    /// <summary>The same in the reader's language.</summary>
    public string? ProblemText { get; init; }

    public long Version { get; init; }
}

/// <summary>Reads and writes mailboxes. Passwords are sealed with the keys of the product, and leave it only for their server.</summary>
sealed class MailboxStore(Db db, ReferentialLookup codes, IDataProtectionProvider protection, TimeProvider clock, Audit audit)
{
    const string Inbox = "INBOX";
    const int TlsPort = 993,
        PlainPort = 143;

    readonly IDataProtector protector = protection.CreateProtector("mailbox-password");

    /// <summary>
    /// Lets the key ring renew itself now, on its own connection: inside the transaction it would wait for this very writer.
    /// </summary>
    public void PrepareToSeal() => protector.Protect("");

    const string SelectMailboxesSql = """
        SELECT m.Id, m.Name, m.Address, m.Host, m.Port, m.Security, m.UserName, m.SealedPassword, m.Folder, m.MemberId, m.GroupId,
               m.CategoryId, m.IsForAnyone, m.IsPaused, m.UidValidity, m.LastUid, m.PolledAt, m.Problem, m.Version
        FROM Mailboxes m
        """;

    public async Task<IReadOnlyList<MailboxDetails>> All(CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        return
        [
            .. (await db.Query<MailboxRow>(AllSql, null, ct))
                .OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(row => DetailsOf(row, all)),
        ];
    }

    const string AllSql = $"{SelectMailboxesSql} ORDER BY m.Id";

    /// <exception cref="Refusal">There is no such mailbox.</exception>
    public async Task<MailboxDetails> Get(long id, CancellationToken ct) => DetailsOf(await Row(id, ct), await codes.Referentials(ct));

    /// <inheritdoc cref="Get"/>
    public async Task<MailboxRow> Row(long id, CancellationToken ct) =>
        await db.FirstOrDefault<MailboxRow>(OneSql, new { Id = id }, ct) ?? throw RequestErrors.NotFound();

    const string OneSql = $"{SelectMailboxesSql} WHERE m.Id = @Id";

    /// <summary>Those that are read now.</summary>
    public async Task<IReadOnlyList<MailboxAccess>> ToPoll(CancellationToken ct) =>
        [
            .. (await db.Query<MailboxRow>(ToPollSql, null, ct)).Select(row => new MailboxAccess(
                row,
                row.SealedPassword is { } password ? protector.Unprotect(password) : ""
            )),
        ];

    const string ToPollSql = $"{SelectMailboxesSql} WHERE m.IsPaused = 0 ORDER BY m.Id";

    public async Task<MailboxDetails> Add(MailboxFields fields, CancellationToken ct)
    {
        var id = await db.Insert(InsertSql, await Resolve(fields, null, ct), ct);
        var added = await Get(id, ct);
        await audit.Record("mailbox", id, "add", null, added, ct);
        return added;
    }

    const string InsertSql = """
        INSERT INTO Mailboxes (Name, Address, Host, Port, Security, UserName, SealedPassword, Folder, MemberId, GroupId, CategoryId,
            IsForAnyone, IsPaused, UidValidity, LastUid, Version)
        VALUES (@Name, @Address, @Host, @Port, @Security, @UserName, @SealedPassword, @Folder, @MemberId, @GroupId, @CategoryId,
            @IsForAnyone, @IsPaused, NULL, 0, 1)
        """;

    public async Task<MailboxDetails> Change(long id, long version, MailboxFields fields, CancellationToken ct)
    {
        var before = await Row(id, ct);
        if (before.Version != version)
            throw RequestErrors.ChangedMeanwhile();
        var row = await Resolve(fields, before, ct);
        if (await db.Execute(UpdateSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var after = await Get(id, ct);
        await audit.Record("mailbox", id, "change", DetailsOf(before, await codes.Referentials(ct)), after, ct);
        return after;
    }

    const string UpdateSql = """
        UPDATE Mailboxes
        SET Name = @Name, Address = @Address, Host = @Host, Port = @Port, Security = @Security, UserName = @UserName,
            SealedPassword = @SealedPassword, Folder = @Folder, MemberId = @MemberId, GroupId = @GroupId, CategoryId = @CategoryId,
            IsForAnyone = @IsForAnyone, IsPaused = @IsPaused, UidValidity = @UidValidity, LastUid = @LastUid, Problem = NULL,
            Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    async Task<MailboxRow> Resolve(MailboxFields fields, MailboxRow? before, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        var address = fields.Address!.Trim().ToLowerInvariant();
        if (await db.FirstOrDefault<long?>(AddressSql, new { Address = address }, ct) is { } other && other != before?.Id)
            throw MailboxErrors.AddressTaken(address);
        var security = string.IsNullOrEmpty(fields.Security) ? MailboxSecurity.Tls : fields.Security;
        var row = new MailboxRow
        {
            Id = before?.Id ?? 0,
            Name = fields.Name!.Trim(),
            Address = address,
            Host = fields.Host!.Trim(),
            Port = fields.Port ?? (security == MailboxSecurity.Tls ? TlsPort : PlainPort),
            Security = security,
            UserName = string.IsNullOrWhiteSpace(fields.UserName) ? address : fields.UserName.Trim(),
            SealedPassword = string.IsNullOrEmpty(fields.Password) ? before?.SealedPassword : protector.Protect(fields.Password),
            Folder = string.IsNullOrWhiteSpace(fields.Folder) ? Inbox : fields.Folder.Trim(),
            MemberId = codes.Find(all.Members, "Member", fields.Member, today)?.Id,
            GroupId = codes.Find(all.Groups, "Group", fields.Group, today)?.Id,
            CategoryId = codes.Find(all.Categories, "Category", fields.Category, today)?.Id,
            IsForAnyone = fields.IsForAnyone,
            IsPaused = fields.IsPaused,
            Version = before?.Version ?? 0,
        };
        // Numbers of messages mean nothing in another mailbox; a password goes to no other server than the one it was entered for.
        var isSame = before is not null && before.Host == row.Host && before.UserName == row.UserName && before.Folder == row.Folder;
        if (before is not null && before.Host != row.Host && string.IsNullOrEmpty(fields.Password) && before.SealedPassword is not null)
            throw MailboxErrors.PasswordMissing();
        return isSame ? row with { UidValidity = before!.UidValidity, LastUid = before.LastUid } : row;
    }

    const string AddressSql = "SELECT m.Id FROM Mailboxes m WHERE m.Address = @Address";

    static MailboxDetails DetailsOf(MailboxRow row, ReferentialData all) =>
        new()
        {
            Id = row.Id,
            Name = row.Name,
            Address = row.Address,
            Host = row.Host,
            Port = row.Port,
            Security = row.Security,
            UserName = row.UserName,
            HasPassword = row.SealedPassword is not null,
            Folder = row.Folder,
            Member = all.Members.CodeOf(row.MemberId),
            Group = all.Groups.CodeOf(row.GroupId),
            Category = all.Categories.CodeOf(row.CategoryId),
            IsForAnyone = row.IsForAnyone,
            IsPaused = row.IsPaused,
            PolledAt = row.PolledAt,
            Problem = row.Problem,
            ProblemText = row.Problem is { } problem ? MailboxProblem.NameOf(problem) : null,
            Version = row.Version,
        };
}

/// <summary>A mailbox and what opens it.</summary>
sealed record MailboxAccess(MailboxRow Mailbox, string Password);

/// <summary>A row of Mailboxes.</summary>
sealed record MailboxRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public string Address { get; init; } = "";
    public string Host { get; init; } = "";
    public int Port { get; init; }
    public string Security { get; init; } = "";
    public string UserName { get; init; } = "";
    public string? SealedPassword { get; init; }
    public string Folder { get; init; } = "";
    public long? MemberId { get; init; }
    public long? GroupId { get; init; }
    public long? CategoryId { get; init; }
    public bool IsForAnyone { get; init; }
    public bool IsPaused { get; init; }
    public long? UidValidity { get; init; }
    public long LastUid { get; init; }
    public DateTime? PolledAt { get; init; }
    public string? Problem { get; init; }
    public long Version { get; init; }
}
