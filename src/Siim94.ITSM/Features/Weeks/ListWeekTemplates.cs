using MediatR;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>The week's shapes that an agent keeps, by name.</summary>
[Requires(Permission.LogTime)]
public sealed record ListWeekTemplates(string Agent, string Week) : IQuery<IReadOnlyList<WeekTemplate>>;

sealed class ListWeekTemplatesHandler(WeekAddress address, WeekTemplates templates)
    : IRequestHandler<ListWeekTemplates, IReadOnlyList<WeekTemplate>>
{
    public async Task<IReadOnlyList<WeekTemplate>> Handle(ListWeekTemplates request, CancellationToken ct) =>
        await templates.Of((await address.Find(request.Agent, request.Week, ct)).Agent.Id, ct);
}
