using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Changes a canned answer. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ChangeCannedAnswer : CannedAnswerFields, ICommand<CannedAnswerDetails>
{
    public ChangeCannedAnswer() { }

    internal ChangeCannedAnswer(CannedAnswerFields fields)
        : base(fields) { }

    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeCannedAnswerValidator : AbstractValidator<ChangeCannedAnswer>
{
    public ChangeCannedAnswerValidator() => Include(new CannedAnswerFieldsValidator());
}

sealed class ChangeCannedAnswerHandler(CannedAnswerShelf shelf) : IRequestHandler<ChangeCannedAnswer, CannedAnswerDetails>
{
    public Task<CannedAnswerDetails> Handle(ChangeCannedAnswer request, CancellationToken ct) =>
        shelf.Change(request.Id, request.Version, request, ct);
}
