using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Changes a mailbox. Refused when it was changed meanwhile, and when the password would go to another server.</summary>
[Requires(Permission.ManageSettings)]
public sealed record ChangeMailbox : MailboxFields, ICommand<MailboxDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }

    /// <summary>What shows a request must not show its password.</summary>
    public override string ToString() => $"{nameof(ChangeMailbox)} {Id} {Version}";
}

sealed class ChangeMailboxValidator : AbstractValidator<ChangeMailbox>
{
    public ChangeMailboxValidator() => Include(new MailboxFieldsValidator());
}

sealed class ChangeMailboxHandler(MailboxStore store) : IRequestHandler<ChangeMailbox, MailboxDetails>
{
    public Task<MailboxDetails> Handle(ChangeMailbox request, CancellationToken ct) =>
        store.Change(request.Id, request.Version, request, ct);
}
