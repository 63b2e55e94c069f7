using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>
/// What one had planned was done on its day, and took what was estimated: each task is finished as on its ticket, its time logged there;
/// a ticket that was planned itself has the time that is said. All or none. Refused for others than the agent themselves.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record ConfirmProposals : ICommand<ConfirmedProposals>
{
    [JsonIgnore]
    public string Agent { get; set; } = "";

    [JsonIgnore]
    public string Week { get; set; } = "";

    /// <summary>Which tasks; without these and tickets, all that are estimated.</summary>
    public List<long>? Ids { get; set; }

    /// <summary>Numbers of tickets that are planned themselves.</summary>
    public List<long>? Tickets { get; set; }

    /// <summary>What it took, where one proposal is confirmed and the estimate is not it.</summary>
    public int? Minutes { get; set; }
}

/// <param name="Count">Proposals that are lines now.</param>
public sealed record ConfirmedProposals(int Count);

sealed class ConfirmProposalsValidator : AbstractValidator<ConfirmProposals>
{
    const int MostMinutes = 24 * 60;

    public ConfirmProposalsValidator()
    {
        RuleFor(c => c.Ids).Must(ids => ids is null or { Count: >= 1 and <= SaveWeekCells.MaximumSize }).WithMessage(_ => Words.CellCount);
        RuleFor(c => c.Tickets)
            .Must(tickets => tickets is null or { Count: >= 1 and <= SaveWeekCells.MaximumSize })
            .WithMessage(_ => Words.CellCount);
        RuleFor(c => c.Minutes).InclusiveBetween(1, MostMinutes).WithMessage(_ => Words.MinutesOfADay);
        RuleFor(c => c.Minutes)
            .Must((confirm, minutes) => minutes is null || (confirm.Ids?.Count ?? 0) + (confirm.Tickets?.Count ?? 0) == 1)
            .WithMessage(_ => Words.MinutesOfOne);
    }
}

sealed class ConfirmProposalsHandler(WeekAddress address, WeekProposals proposals, IMediator mediator, CurrentUser user)
    : IRequestHandler<ConfirmProposals, ConfirmedProposals>
{
    public async Task<ConfirmedProposals> Handle(ConfirmProposals request, CancellationToken ct)
    {
        var (agent, week) = await address.Find(request.Agent, request.Week, ct);
        if (agent.Id != user.AgentId)
            throw WeekErrors.NotYourPlan();
        IReadOnlyList<NamedProposal> confirmed = request is { Ids: null, Tickets: null }
            ? [.. (await proposals.Of(agent, week, ct)).Where(one => one.Minutes is not null).Select(one => new NamedProposal("", one))]
            : await proposals.Named(agent, week, request.Ids ?? [], request.Tickets ?? [], ct);
        foreach (var named in confirmed)
        {
            var minutes = request.Minutes ?? named.Proposal.Minutes ?? throw WeekErrors.NotEstimated(named.Field);
            await Confirm(named.Proposal, minutes, ct);
        }
        return new(confirmed.Count);
    }

    async Task Confirm(WeekProposal proposal, int minutes, CancellationToken ct)
    {
        if (proposal.Id is { } task)
            await mediator.Send(
                new FinishTicketTask
                {
                    Number = proposal.Ticket,
                    Task = task,
                    Day = proposal.Day,
                    Quantity = minutes,
                    Unit = "min",
                    Confirm = true,
                },
                ct
            );
        else
            await mediator.Send(
                new LogTimeOnTicket(proposal.Ticket, proposal.Day)
                {
                    Quantity = minutes,
                    Unit = "min",
                    Confirm = true,
                },
                ct
            );
    }
}
