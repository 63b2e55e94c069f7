using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>What one had planned was not done on its day: the task, or the ticket, stays to be done, and is planned no longer.</summary>
[Requires(Permission.LogTime)]
public sealed record RefuseProposals : ICommand<RefusedProposals>
{
    [JsonIgnore]
    public string Agent { get; set; } = "";

    [JsonIgnore]
    public string Week { get; set; } = "";

    /// <summary>Which tasks.</summary>
    public List<long> Ids { get; set; } = [];

    /// <summary>Numbers of tickets that are planned themselves.</summary>
    public List<long> Tickets { get; set; } = [];
}

/// <param name="Count">Proposals that are none any more.</param>
public sealed record RefusedProposals(int Count);

sealed class RefuseProposalsValidator : AbstractValidator<RefuseProposals>
{
    public RefuseProposalsValidator() =>
        RuleFor(r => r.Ids)
            .Must((refuse, ids) => ids is not null && refuse.Tickets is not null)
            .WithMessage(_ => CommonWords.FieldMissing)
            .Must((refuse, ids) => ids!.Count + refuse.Tickets!.Count is >= 1 and <= SaveWeekCells.MaximumSize)
            .When(refuse => refuse is { Ids: not null, Tickets: not null }, ApplyConditionTo.CurrentValidator)
            .WithMessage(_ => Words.CellCount);
}

sealed class RefuseProposalsHandler(WeekAddress address, WeekProposals proposals, IMediator mediator, CurrentUser user)
    : IRequestHandler<RefuseProposals, RefusedProposals>
{
    public async Task<RefusedProposals> Handle(RefuseProposals request, CancellationToken ct)
    {
        var (agent, week) = await address.Find(request.Agent, request.Week, ct);
        if (agent.Id != user.AgentId)
            throw WeekErrors.NotYourPlan();
        var refused = await proposals.Named(agent, week, request.Ids, request.Tickets, ct);
        foreach (var named in refused)
            if (named.Proposal.Id is { } task)
                await mediator.Send(new UnplanTicketTask(named.Proposal.Ticket, task), ct);
            else
                await mediator.Send(new TakeTicketInCharge { Number = named.Proposal.Ticket }, ct);
        return new(refused.Count);
    }
}
