using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>The macros that one may use, by name.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ListMacros : IQuery<Page<MacroDetails>>;

sealed class ListMacrosHandler(MacroShelf shelf) : IRequestHandler<ListMacros, Page<MacroDetails>>
{
    public async Task<Page<MacroDetails>> Handle(ListMacros request, CancellationToken ct) => new(await shelf.List(ct), null);
}
