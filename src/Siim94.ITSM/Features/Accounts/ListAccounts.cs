using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>All accounts, by login.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record ListAccounts : IQuery<Page<AccountLine>>
{
    /// <summary>Part of a login, of a name or of an address, however it is spelled.</summary>
    public string? Search { get; init; }
}

public sealed record AccountLine
{
    public long Id { get; init; }
    public string Login { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public string Role { get; init; } = "";
    public string? Member { get; init; }
    public string? Agent { get; init; }

    /// <inheritdoc cref="ContactFields.Email"/>
    public string? Email { get; init; }

    /// <inheritdoc cref="ContactFields.Language"/>
    public string Language { get; init; } = "";

    public bool IsDisabled { get; init; }
    public long Version { get; init; }
}

sealed class ListAccountsHandler(Db db, ReferentialLookup codes) : IRequestHandler<ListAccounts, Page<AccountLine>>
{
    public async Task<Page<AccountLine>> Handle(ListAccounts request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var rows = await db.Query<AccountRow>(AccountsSql, null, ct);
        var sought = Folding.Fold(request.Search ?? "");
        return new(
            [
                .. rows.Where(row =>
                        IsSought(row.Login, row.DisplayName, row.Email, all.Members.NameOf(row.MemberId), all.Agents.NameOf(row.AgentId))
                    )
                    .Select(row => new AccountLine
                    {
                        Id = row.Id,
                        Login = row.Login,
                        DisplayName = row.DisplayName,
                        Role = row.Role,
                        Member = all.Members.CodeOf(row.MemberId),
                        Agent = all.Agents.CodeOf(row.AgentId),
                        Email = row.Email,
                        Language = row.Language ?? ContactRules.French,
                        IsDisabled = row.IsDisabled,
                        Version = row.Version,
                    }),
            ],
            null
        );

        bool IsSought(params string?[] texts) => texts.Any(text => Folding.Fold(text ?? "").Contains(sought, StringComparison.Ordinal));
    }

    const string AccountsSql = """
        SELECT u.Id, u.Login, u.DisplayName, u.Role, u.MemberId, u.AgentId, u.Email, u.Language, u.IsDisabled, u.Version
        FROM Users u
        ORDER BY u.FoldedLogin
        """;

    sealed record AccountRow
    {
        public long Id { get; init; }
        public string Login { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string Role { get; init; } = "";
        public long? MemberId { get; init; }
        public long? AgentId { get; init; }
        public string? Email { get; init; }
        public string? Language { get; init; }
        public bool IsDisabled { get; init; }
        public long Version { get; init; }
    }
}
