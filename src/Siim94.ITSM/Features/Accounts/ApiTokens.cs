using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Makes a token that stands for its maker in the API. Its text is answered once and kept nowhere.</summary>
[Requires(Permission.ManageOwnTokens)]
public sealed record CreateToken : ICommand<CreatedToken>
{
    public string? Name { get; set; }
}

public sealed record CreatedToken(long Id, string Name, string Token) : ITellsSecret;

sealed class CreateTokenValidator : AbstractValidator<CreateToken>
{
    public CreateTokenValidator() => RuleFor(c => c.Name).NotEmpty().WithMessage(_ => Words.TokenNameMissing).Line(200);
}

sealed class CreateTokenHandler(Db db, CurrentUser user, TimeProvider clock, Audit audit) : IRequestHandler<CreateToken, CreatedToken>
{
    public async Task<CreatedToken> Handle(CreateToken request, CancellationToken ct)
    {
        var token = TokenAuthentication.NewToken();
        var name = request.Name!.Trim();
        var id = await db.Insert(
            InsertTokenSql,
            new
            {
                user.UserId,
                Name = name,
                TokenHash = TokenAuthentication.HashOf(token),
                CreatedAt = clock.GetUtcNow().UtcDateTime,
            },
            ct
        );
        await audit.Record("token", id, "add", null, new { name }, ct);
        return new(id, name, token);
    }

    const string InsertTokenSql =
        "INSERT INTO ApiTokens (UserId, Name, TokenHash, CreatedAt) VALUES (@UserId, @Name, @TokenHash, @CreatedAt)";
}

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

/// <summary>Ends a token of one's own at once.</summary>
[Requires(Permission.ManageOwnTokens)]
public sealed record RevokeToken(long Id) : ICommand<Unit>;

sealed class RevokeTokenHandler(Db db, CurrentUser user, TimeProvider clock, Audit audit) : IRequestHandler<RevokeToken, Unit>
{
    public async Task<Unit> Handle(RevokeToken request, CancellationToken ct)
    {
        if (
            await db.Execute(
                RevokeTokenSql,
                new
                {
                    request.Id,
                    user.UserId,
                    RevokedAt = clock.GetUtcNow().UtcDateTime,
                },
                ct
            ) == 0
        )
            throw RequestErrors.NotFound();
        await audit.Record("token", request.Id, "revoke", null, null, ct);
        return Unit.Value;
    }

    const string RevokeTokenSql = "UPDATE ApiTokens SET RevokedAt = @RevokedAt WHERE Id = @Id AND UserId = @UserId AND RevokedAt IS NULL";
}
