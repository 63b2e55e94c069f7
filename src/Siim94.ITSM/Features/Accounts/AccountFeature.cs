using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Accounts;

static class AccountFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) =>
        services
            .AddSingleton<Passwords>()
            .AddSingleton<KnownDevices>()
            .AddScoped<ContactStore>()
            .AddScoped<UserSessions>()
            .AddScoped<SignInDelays>()
            .AddScoped<OneTimePassword>()
            .AddScoped<IPreparation<AddAccount>>(provider => provider.GetRequiredService<OneTimePassword>())
            .AddScoped<IPreparation<ResetPassword>>(provider => provider.GetRequiredService<OneTimePassword>())
            .AddSingleton<PasswordResetLinks>()
            .AddSingleton<IMailWriter, PasswordResetMail>()
            .AddScoped<ForgottenPassword>()
            .AddScoped<IPreparation<ChooseForgottenPassword>>(provider => provider.GetRequiredService<ForgottenPassword>())
            .AddScoped<PasswordChange>()
            .AddScoped<IPreparation<ChangePassword>>(provider => provider.GetRequiredService<PasswordChange>());

    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Compte");
        session
            .MapGet("/", (Api api) => api.Send(new GetSession()))
            .Sends<GetSession>()
            .WithSummary("Who is signed in, and what they may do");
        session
            .MapPost("/", Open)
            .RequireRateLimiting(SignInLimit.Policy)
            .Produces(204)
            .WithSummary("Signs in with a login and password: the answer sets the cookie of the session");
        session
            .MapDelete("/", (Delegate)Close)
            .WithMetadata(new ForAnyoneAttribute())
            .Produces(204)
            .WithSummary("Signs out: the cookie of the session is worth nothing from then on");

        var tokens = api.MapGroup("/tokens").WithTags("Compte");
        tokens
            .MapGet("/", (Api api) => api.Send(new ListTokens()))
            .Sends<ListTokens>()
            .WithSummary("One's own API tokens that still work, oldest first; their text is not told again");
        tokens.MapPost("/", (Api api, CreateToken token) => api.Create(token, t => $"/api/v1/tokens/{t.Id}")).Produces<CreatedToken>(201);
        tokens
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new RevokeToken(id)))
            .Sends<RevokeToken>()
            .Produces(204)
            .WithSummary("Revokes one of one's own tokens at once");

        var sessions = api.MapGroup("/sessions").WithTags("Compte");
        sessions
            .MapGet("/", (Api api) => api.Send(new ListSessions()))
            .Sends<ListSessions>()
            .WithSummary("One's own sessions that are open, the last used first");
        sessions
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new EndSession(id)))
            .Sends<EndSession>()
            .Produces(204)
            .WithSummary("Ends one of one's own sessions at once");

        session.MapPut("/password", Change).Produces(204);
        session
            .MapPost("/forgotten-password", Ask)
            .RequireRateLimiting(SignInLimit.Policy)
            .Produces(204)
            .WithDescription("The answer is the same whether anybody has that login or address or not.");
        session.MapPost("/forgotten-password/new", Choose).RequireRateLimiting(SignInLimit.Policy).Produces(204);
        session
            .MapGet("/contact", (Api api) => api.Show(new GetOwnContact(), c => c.Version))
            .Sends<GetOwnContact>()
            .Produces<Contact>()
            .WithSummary("One's own address for mail, and the language of the mail");
        session
            .MapPut("/contact", (Api api, ChangeOwnContact contact) => api.Show(contact with { Version = api.Version }, c => c.Version))
            .Produces<Contact>();

        api.MapGet("/history/{subject}/{id:long}", (Api api, string subject, long id) => api.Send(new GetHistory(subject, id)))
            .Sends<GetHistory>()
            .WithTags("Compte")
            .WithSummary("Who changed a thing, when and how, newest first")
            .WithDescription("Five hundred changes at most; the subject is the kind of thing: `time-entry`, `ticket`, `member` …");

        var accounts = api.MapGroup("/accounts").WithTags("Compte");
        accounts.MapGet("/", (Api api, [AsParameters] ListAccounts list) => api.Send(list)).WithSummary("All accounts, by login");
        accounts
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetAccount(id), a => a.Account.Version))
            .Sends<GetAccount>()
            .Produces<AccountDetails>()
            .WithSummary("One account, with the sessions and tokens that open it and who must wait for it");
        accounts
            .MapDelete("/{id:long}/sessions/{session:long}", (Api api, long id, long session) => api.Do(new EndAccountSession(id, session)))
            .Sends<EndAccountSession>()
            .Produces(204)
            .WithSummary("Ends a session of an account at once");
        accounts
            .MapDelete("/{id:long}/tokens/{token:long}", (Api api, long id, long token) => api.Do(new RevokeAccountToken(id, token)))
            .Sends<RevokeAccountToken>()
            .Produces(204)
            .WithSummary("Revokes a token of an account at once");
        accounts
            .MapPost("/{id:long}/disable", (Api api, long id) => api.Do(new SetAccountDisabled(id, true)))
            .Sends<SetAccountDisabled>()
            .Produces(204)
            .WithSummary("Disables an account: its sessions and tokens end at once, for good");
        accounts
            .MapPost("/{id:long}/enable", (Api api, long id) => api.Do(new SetAccountDisabled(id, false)))
            .Sends<SetAccountDisabled>()
            .Produces(204)
            .WithSummary("Enables a disabled account again")
            .WithDescription("Sessions and tokens that ended do not come back.");
        accounts
            .MapPut("/{id:long}", (Api api, long id, ChangeAccount account) =>
                api.Show(account with { Id = id, Version = api.Version }, a => a.Version)
            )
            .Produces<ChangedAccount>();
        accounts
            .MapGet("/sign-in-delays", (Api api) => api.Send(new ListSignInDelays()))
            .Sends<ListSignInDelays>()
            .WithSummary("Who must wait before they try to sign in again, longest first");
        accounts
            .MapPost("/{id:long}/lift-delays", (Api api, long id) => api.Do(new LiftSignInDelays(id)))
            .Sends<LiftSignInDelays>()
            .Produces(204)
            .WithSummary("Lets everybody who must wait for an account try again at once");
        accounts
            .MapPost("/{id:long}/reset-password", (Api api, long id) => api.Send(new ResetPassword(id)))
            .Sends<ResetPassword>()
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

    // Without a key: signing in twice is harmless, and nobody's answers are kept.
    static async Task<IResult> Open(HttpContext http, Dispatcher dispatcher, SignIn request)
    {
        await http.OpenSession(await dispatcher.Send(http.From(request), UserIdentity.Anonymous, ct: http.RequestAborted));
        return Results.NoContent();
    }

    static async Task<IResult> Ask(HttpContext http, Dispatcher dispatcher, AskPasswordReset request)
    {
        await dispatcher.Send(request with { Source = SignInLimit.SourceOf(http) }, UserIdentity.Anonymous, ct: http.RequestAborted);
        return Results.NoContent();
    }

    static async Task<IResult> Choose(HttpContext http, Dispatcher dispatcher, ChooseForgottenPassword request)
    {
        await dispatcher.Send(request, UserIdentity.Anonymous, ct: http.RequestAborted);
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
}
