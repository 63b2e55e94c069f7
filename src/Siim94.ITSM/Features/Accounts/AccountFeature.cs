using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Siim94.ITSM.Features.Accounts;

static class AccountFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) =>
        services.AddSingleton<Passwords>().AddScoped<ContactStore>();

    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Compte");
        session.MapGet("/", (Api api) => api.Send(new GetSession())).WithSummary("Who is signed in, and what they may do");
        session
            .MapPost("/", Open)
            .RequireRateLimiting(SignInLimit.Policy)
            .Produces(204)
            .WithSummary("Signs in with a login and password: the answer sets the cookie of the session");
        session
            .MapDelete("/", (Delegate)Close)
            .Produces(204)
            .WithSummary("Signs out: the cookie of the session is worth nothing from then on");

        var tokens = api.MapGroup("/tokens").WithTags("Compte");
        tokens
            .MapGet("/", (Api api) => api.Send(new ListTokens()))
            .WithSummary("One's own API tokens that still work, oldest first; their text is not told again");
        tokens.MapPost("/", (Api api, CreateToken token) => api.Create(token, t => $"/api/v1/tokens/{t.Id}")).Produces<CreatedToken>(201);
        tokens
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new RevokeToken(id)))
            .Produces(204)
            .WithSummary("Revokes one of one's own tokens at once");

        session.MapPut("/password", Change).Produces(204);
        session
            .MapGet("/contact", (Api api) => api.Show(new GetOwnContact(), c => c.Version))
            .Produces<Contact>()
            .WithSummary("One's own address for mail, and the language of the mail");
        session
            .MapPut("/contact", (Api api, ChangeOwnContact contact) => api.Show(contact with { Version = api.Version }, c => c.Version))
            .Produces<Contact>();

        api.MapGet("/history/{subject}/{id:long}", (Api api, string subject, long id) => api.Send(new GetHistory(subject, id)))
            .WithTags("Compte")
            .WithSummary("Who changed a thing, when and how, newest first")
            .WithDescription("Five hundred changes at most; the subject is the kind of thing: `time-entry`, `ticket`, `member` …");

        var accounts = api.MapGroup("/accounts").WithTags("Compte");
        accounts.MapGet("/", (Api api) => api.Send(new ListAccounts())).WithSummary("All accounts, by login");
        accounts
            .MapPost("/{id:long}/disable", (Api api, long id) => api.Do(new SetAccountDisabled(id, true)))
            .Produces(204)
            .WithSummary("Disables an account: its sessions and tokens end at once, for good");
        accounts
            .MapPost("/{id:long}/enable", (Api api, long id) => api.Do(new SetAccountDisabled(id, false)))
            .Produces(204)
            .WithSummary("Enables a disabled account again")
            .WithDescription("Sessions and tokens that ended do not come back.");
        accounts
            .MapPost("/{id:long}/reset-password", (Api api, long id) => api.Send(new ResetPassword(id)))
            .WithSummary("Gives an account a new password for one use, answered once; its sessions and tokens end");
        accounts
            .MapPut("/{id:long}/contact", (Api api, long id, ChangeAccountContact contact) =>
                api.Show(contact with { Id = id, Version = api.Version }, c => c.Version)
            )
            .Produces<Contact>();
        accounts
            .MapPost("/", (Api api, AddAccount account) => api.Create(account, a => $"/api/v1/accounts/{a.Id}"))
            .Produces<AddedAccount>(201);
    }

    static async Task<IResult> Open(Api api, HttpContext http, SignIn request)
    {
        var outcome = await api.Send(request);
        if (outcome.UserId is null)
            throw AccountErrors.SignInFailed();
        await http.OpenSession(outcome);
        return Results.NoContent();
    }

    static async Task<IResult> Change(Api api, HttpContext http, ChangePassword request)
    {
        await http.OpenSession(await api.Send(request)); // the old cookie ended with the old password
        return Results.NoContent();
    }

    static async Task<IResult> Close(HttpContext http)
    {
        await http.CloseSession();
        return Results.NoContent();
    }

    /// <summary>Gives the browser its cookie.</summary>
    public static Task OpenSession(this HttpContext http, SignInOutcome outcome) =>
        http.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            new UserIdentity(outcome.UserId!.Value, outcome.SecurityStamp, Passwords.NewSecurityStamp()).ToPrincipal(
                CookieAuthenticationDefaults.AuthenticationScheme,
                outcome.DisplayName!
            )
        );

    /// <summary>Takes the browser's cookie back, and ends what it stood for.</summary>
    public static async Task CloseSession(this HttpContext http)
    {
        try
        {
            await http.RequestServices.GetRequiredService<Dispatcher>().Send(new SignOut(), http.User.Identify(), ct: http.RequestAborted);
        }
        catch (Refusal)
        {
            // nobody was signed in, or no longer
        }
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }
}

/// <summary>Every way in which accounts refuse.</summary>
static class AccountErrors
{
    /// <remarks>One answer for an unknown login, a wrong password and a locked account: which logins exist is nobody's business.</remarks>
    public static Refusal SignInFailed() => new(401, "account.wrong-credentials", Words.WrongCredentials);
}
