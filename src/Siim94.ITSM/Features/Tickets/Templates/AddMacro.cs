using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Keeps a macro, for oneself, one's team or everybody who works on tickets.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record AddMacro : MacroFields, ICommand<MacroDetails>
{
    public AddMacro() { }

    internal AddMacro(MacroFields fields)
        : base(fields) { }
}

sealed class AddMacroValidator : AbstractValidator<AddMacro>
{
    public AddMacroValidator() => Include(new MacroFieldsValidator());
}

sealed class AddMacroHandler(MacroShelf shelf) : IRequestHandler<AddMacro, MacroDetails>
{
    public Task<MacroDetails> Handle(AddMacro request, CancellationToken ct) => shelf.Add(request, ct);
}
