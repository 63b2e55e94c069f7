using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>Proposes last month for every open pot, by its key in force. Running it twice is harmless.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record ProposeLastMonth : ICommand<ProposalRound>;

/// <param name="Proposed">Ids of the allocations that stand for last month.</param>
/// <param name="Refused">Why the other pots have none.</param>
public sealed record ProposalRound(IReadOnlyList<long> Proposed, IReadOnlyList<string> Refused);

sealed partial class ProposeLastMonthHandler(
    TimeProvider clock,
    AllocationPotReader pots,
    IMediator mediator,
    ILogger<ProposeLastMonthHandler> log
) : IRequestHandler<ProposeLastMonth, ProposalRound>
{
    public async Task<ProposalRound> Handle(ProposeLastMonth request, CancellationToken ct)
    {
        var month = Paris.Today(clock).AddMonths(-1);
        var period = new Period(month.Year, month.Month);
        var (proposed, refused) = (new List<long>(), new List<string>());
        foreach (var pot in (await pots.Read(ct)).Where(pot => pot.ClosedOn is null || pot.ClosedOn > period.LastDay))
        {
            try
            {
                proposed.Add((await mediator.Send(new ProposeAllocation { Pot = pot.Code, Period = period.Code }, ct)).Id);
            }
            catch (Refusal refusal)
            {
                // Nothing is written before a proposal is refused: the other pots go on.
                refused.Add($"{pot.Name} : {refusal.Message}");
                Refused(log, pot.Name, refusal.Message);
            }
        }
        return new(proposed, refused);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No allocation of {Pot} for last month: {Reason}")]
    static partial void Refused(ILogger logger, string pot, string reason);
}
