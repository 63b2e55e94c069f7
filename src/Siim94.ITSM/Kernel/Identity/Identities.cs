using System.Globalization;
using System.Security.Claims;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>Identities as claims: what a cookie or a token vouches for.</summary>
static class Identities
{
    const string UserIdClaim = "uid",
        StampClaim = "stamp",
        SessionClaim = "session";

    public static UserIdentity Identify(this ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(UserIdClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new(id, principal.FindFirstValue(StampClaim), principal.FindFirstValue(SessionClaim))
            : UserIdentity.Anonymous;

    public static ClaimsPrincipal ToPrincipal(this UserIdentity identity, string scheme, string name)
    {
        List<Claim> claims = [new(UserIdClaim, identity.UserId.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, name)];
        if (identity.SecurityStamp is { } stamp)
            claims.Add(new(StampClaim, stamp));
        if (identity.SessionKey is { } session)
            claims.Add(new(SessionClaim, session));
        return new(new ClaimsIdentity(claims, scheme));
    }
}
