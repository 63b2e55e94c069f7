using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Keeps a canned answer, for oneself, one's team or everybody who works on tickets.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record AddCannedAnswer : CannedAnswerFields, ICommand<CannedAnswerDetails>
{
    public AddCannedAnswer() { }

    internal AddCannedAnswer(CannedAnswerFields fields)
        : base(fields) { }
}

sealed class AddCannedAnswerValidator : AbstractValidator<AddCannedAnswer>
{
    public AddCannedAnswerValidator() => Include(new CannedAnswerFieldsValidator());
}

sealed class AddCannedAnswerHandler(CannedAnswerShelf shelf) : IRequestHandler<AddCannedAnswer, CannedAnswerDetails>
{
    public Task<CannedAnswerDetails> Handle(AddCannedAnswer request, CancellationToken ct) => shelf.Add(request, ct);
}
