using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Adds a mailbox. Of what is in it already, only what nobody has read becomes tickets.</summary>
[Requires(Permission.ManageSettings)]
public sealed record AddMailbox : MailboxFields, ICommand<MailboxDetails>
{
    /// <summary>What shows a request must not show its password.</summary>
    public override string ToString() => nameof(AddMailbox);
}

sealed class AddMailboxValidator : AbstractValidator<AddMailbox>
{
    public AddMailboxValidator() => Include(new MailboxFieldsValidator());
}

sealed class AddMailboxHandler(MailboxStore store) : IRequestHandler<AddMailbox, MailboxDetails>
{
    public Task<MailboxDetails> Handle(AddMailbox request, CancellationToken ct) => store.Add(request, ct);
}
