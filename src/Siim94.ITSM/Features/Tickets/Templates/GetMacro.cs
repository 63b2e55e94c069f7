using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>One macro.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record GetMacro(long Id) : IQuery<MacroDetails>;

sealed class GetMacroHandler(MacroShelf shelf) : IRequestHandler<GetMacro, MacroDetails>
{
    public Task<MacroDetails> Handle(GetMacro request, CancellationToken ct) => shelf.Get(request.Id, ct);
}
