using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Whether a link still lets choose another password, before anybody types one. Refused when it is used, over or none.</summary>
[ForAnyone]
public sealed record CheckResetLink(string? Token) : IQuery<Unit>;

sealed class CheckResetLinkHandler(ForgottenPassword forgotten) : IRequestHandler<CheckResetLink, Unit>
{
    public async Task<Unit> Handle(CheckResetLink request, CancellationToken ct)
    {
        await forgotten.LoginOf(request.Token, ct);
        return Unit.Value;
    }
}
