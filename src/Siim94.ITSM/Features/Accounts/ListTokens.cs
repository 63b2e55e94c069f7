using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>One's own tokens that still work.</summary>
[Requires(Permission.ManageOwnTokens)]
public sealed record ListTokens : IQuery<IReadOnlyList<TokenLine>>;

public sealed record TokenLine
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public DateTime CreatedAt { get; init; }
}

sealed class ListTokensHandler(Db db, CurrentUser user) : IRequestHandler<ListTokens, IReadOnlyList<TokenLine>>
{
    public Task<IReadOnlyList<TokenLine>> Handle(ListTokens request, CancellationToken ct) =>
        db.Query<TokenLine>(TokensSql, new { user.UserId }, ct);

    const string TokensSql =
        "SELECT t.Id, t.Name, t.CreatedAt FROM ApiTokens t WHERE t.UserId = @UserId AND t.RevokedAt IS NULL ORDER BY t.Id";
}
