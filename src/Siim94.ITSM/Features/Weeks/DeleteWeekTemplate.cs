using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Forgets a shape of a week; weeks that were made of it stay.</summary>
[Requires(Permission.LogTime)]
public sealed record DeleteWeekTemplate(string Agent, string Week, string Name) : ICommand<Unit>;

sealed class DeleteWeekTemplateHandler(WeekAddress address, WeekTemplates templates, FactLocks locks)
    : IRequestHandler<DeleteWeekTemplate, Unit>
{
    public async Task<Unit> Handle(DeleteWeekTemplate request, CancellationToken ct)
    {
        var (agent, _) = await address.Find(request.Agent, request.Week, ct);
        await locks.TakeAgents([agent.Id], ct);
        return await templates.Delete(agent.Id, request.Name, ct) ? Unit.Value : throw RequestErrors.NotFound();
    }
}
