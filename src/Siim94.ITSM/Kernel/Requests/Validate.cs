using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Second step of the pipeline: the shape of the request, without looking at the database.</summary>
sealed class Validate<TRequest, TAnswer>(IEnumerable<IValidator<TRequest>> validators, CurrentUser user)
    : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    public async Task<TAnswer> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        foreach (var validator in validators)
        {
            var context = new ValidationContext<TRequest>(request);
            context.RootContextData[nameof(ValidationRules.Sender)] = user;
            var result = await validator.ValidateAsync(context, ct);
            if (!result.IsValid)
                throw RequestErrors.Invalid(
                    result
                        .Errors.GroupBy(e => e.PropertyName)
                        .ToDictionary(g => g.Key, g => g.Select(e => e.ErrorMessage).Distinct().ToArray())
                );
        }
        return await next();
    }
}
