using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Changes one's own address and language. Refused when the account was changed meanwhile.</summary>
[Requires(Permission.ChangeOwnContact)]
public sealed record ChangeOwnContact : ContactFields, ICommand<Contact>
{
    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeOwnContactValidator : AbstractValidator<ChangeOwnContact>
{
    public ChangeOwnContactValidator()
    {
        RuleFor(c => c.Email).Email();
        RuleFor(c => c.Language).Language();
    }
}

sealed class ChangeOwnContactHandler(ContactStore contacts, CurrentUser user) : IRequestHandler<ChangeOwnContact, Contact>
{
    public Task<Contact> Handle(ChangeOwnContact request, CancellationToken ct) =>
        contacts.Change(user.UserId, request.Version, request, ct);
}
