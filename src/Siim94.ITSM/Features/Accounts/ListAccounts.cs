using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>All accounts.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record ListAccounts : IQuery<Page<AccountLine>>;

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
        return new(
            [
                .. rows.Select(row => new AccountLine
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
