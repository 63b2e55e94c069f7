using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>One account, with the sessions and tokens that open it and who must wait for it.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record GetAccount(long Id) : IQuery<AccountDetails>;

public sealed record AccountDetails(
    AccountLine Account,
    IReadOnlyList<SessionLine> Sessions,
    IReadOnlyList<TokenLine> Tokens,
    IReadOnlyList<SignInDelay> Delays
);

sealed class GetAccountHandler(IMediator mediator, UserSessions sessions, Db db) : IRequestHandler<GetAccount, AccountDetails>
{
    public async Task<AccountDetails> Handle(GetAccount request, CancellationToken ct)
    {
        var account = (await mediator.Send(new ListAccounts(), ct)).Items.FirstOrDefault(account => account.Id == request.Id)
            ?? throw RequestErrors.NotFound();
        var delays = await mediator.Send(new ListSignInDelays(), ct);
        return new(
            account,
            await sessions.Of(request.Id, ct),
            await AccountTokens.Of(db, request.Id, ct),
            [.. delays.Where(delay => delay.AccountId == request.Id)]
        );
    }
}
