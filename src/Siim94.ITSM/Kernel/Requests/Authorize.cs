using MediatR;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>First step of the pipeline: the sender holds the permission that the request requires.</summary>
sealed class Authorize<TRequest, TAnswer>(CurrentUser user, ILogger<Dispatcher> log) : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    public Task<TAnswer> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        try
        {
            Rights.Check(user, typeof(TRequest));
        }
        catch (Refusal) when (user.IsSignedIn)
        {
            log.LogInformation("{Request} refused to account {UserId}, a {Role}", typeof(TRequest).Name, user.UserId, user.Role);
            throw;
        }
        return next();
    }
}
