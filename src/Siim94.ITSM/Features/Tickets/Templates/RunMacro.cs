using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Does to a ticket what a macro says, all of it or nothing.</summary>
/// <param name="Version">Version that the sender saw; null when they did not say.</param>
[Requires(Permission.WorkOnTickets)]
public sealed record RunMacro(long Number, long MacroId, long? Version) : ICommand<TicketDetails>;

sealed class RunMacroHandler(MacroShelf macros, TicketChanger changer, TicketReader reader) : IRequestHandler<RunMacro, TicketDetails>
{
    public async Task<TicketDetails> Handle(RunMacro request, CancellationToken ct)
    {
        var row = await reader.Row(request.Number, ct);
        var macro = await macros.Get(request.MacroId, ct);
        if (request.Version is { } version && version != row.Version)
            throw RequestErrors.ChangedMeanwhile();
        return (await changer.Apply(request.Number, macro.Changes, ct)).After;
    }
}
