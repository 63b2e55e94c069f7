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

    /// <summary>To the minute; null when it has never been.</summary>
    public DateTime? LastUsedAt { get; init; }
}

sealed class ListTokensHandler(Db db, CurrentUser user) : IRequestHandler<ListTokens, IReadOnlyList<TokenLine>>
{
    public Task<IReadOnlyList<TokenLine>> Handle(ListTokens request, CancellationToken ct) => AccountTokens.Of(db, user.UserId, ct);
}
