using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>How many interventions a list holds, on all of its pages.</summary>
[Requires(Permission.ReadInterventions)]
public sealed record CountInterventions(ListInterventions List) : IQuery<int>;

sealed class CountInterventionsValidator : AbstractValidator<CountInterventions>
{
    public CountInterventionsValidator() => RuleFor(c => c.List).SetValidator(new ListInterventionsValidator());
}

sealed class CountInterventionsHandler(InterventionReader reader) : IRequestHandler<CountInterventions, int>
{
    public Task<int> Handle(CountInterventions request, CancellationToken ct) => reader.Count(request.List, ct);
}
