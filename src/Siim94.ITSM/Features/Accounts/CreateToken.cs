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
