using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Changes a macro. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ChangeMacro : MacroFields, ICommand<MacroDetails>
{
    public ChangeMacro() { }

    internal ChangeMacro(MacroFields fields)
        : base(fields) { }

    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeMacroValidator : AbstractValidator<ChangeMacro>
{
    public ChangeMacroValidator() => Include(new MacroFieldsValidator());
}

sealed class ChangeMacroHandler(MacroShelf shelf) : IRequestHandler<ChangeMacro, MacroDetails>
{
    public Task<MacroDetails> Handle(ChangeMacro request, CancellationToken ct) => shelf.Change(request.Id, request.Version, request, ct);
}
