using System.Reflection;
using MediatR;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>First step of the pipeline: the sender holds the permission that the request requires.</summary>
sealed class Authorize<TRequest, TAnswer>(CurrentUser user, ILogger<Dispatcher> log) : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    static readonly Permission? Required = typeof(TRequest).GetCustomAttribute<RequiresAttribute>()?.Permission;
    static readonly bool IsForAnyone = typeof(TRequest).IsDefined(typeof(ForAnyoneAttribute));

    public Task<TAnswer> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        if (IsForAnyone)
            return next();
        if (!user.IsSignedIn)
            throw RequestErrors.SignInFirst();
        if (Required is not { } permission || !user.Can(permission))
        {
            log.LogInformation("{Request} refused to account {UserId}, a {Role}", typeof(TRequest).Name, user.UserId, user.Role);
            throw RequestErrors.NotAllowed();
        }
        if (user.IsPasswordTemporary && permission != Permission.ChangeOwnPassword)
            throw RequestErrors.ChangePasswordFirst();
        return next();
    }
}
