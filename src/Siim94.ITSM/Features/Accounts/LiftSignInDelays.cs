using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Lets everybody who must wait for an account try again at once.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record LiftSignInDelays(long Id) : ICommand<Unit>;

sealed class LiftSignInDelaysHandler(SignInDelays delays, Audit audit) : IRequestHandler<LiftSignInDelays, Unit>
{
    public async Task<Unit> Handle(LiftSignInDelays request, CancellationToken ct)
    {
        if (await delays.ForgetAll(request.Id, ct) == 0)
            throw RequestErrors.NotFound();
        await audit.Record("account", request.Id, "lift-delays", null, null, ct);
        return Unit.Value;
    }
}
