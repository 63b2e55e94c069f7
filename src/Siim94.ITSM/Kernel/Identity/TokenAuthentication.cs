using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>API tokens: <c>Authorization: Bearer itsm_…</c>. Only their SHA-256 is kept; 256 random bits need no salt.</summary>
sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IServiceScopeFactory scopes,
    LastUses uses
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Token";
    public const string Prefix = "itsm_";
    const string Bearer = "Bearer ";

    public static string NewToken() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var user = await db.FirstOrDefault<TokenRow>(
            TokenSql,
            new { TokenHash = HashOf(header[Bearer.Length..].Trim()) },
            Context.RequestAborted
        );
        if (user is null)
            return AuthenticateResult.Fail("Unknown token.");
        uses.OfToken(user.Id);
        return AuthenticateResult.Success(new(new UserIdentity(user.UserId).ToPrincipal(SchemeName, user.Login), SchemeName));
    }

    const string TokenSql = """
        SELECT t.Id, t.UserId, u.Login
        FROM ApiTokens t
        JOIN Users u ON u.Id = t.UserId
        WHERE t.TokenHash = @TokenHash AND t.RevokedAt IS NULL
        """;

    sealed record TokenRow
    {
        public long Id { get; init; }
        public long UserId { get; init; }
        public string Login { get; init; } = "";
    }
}
