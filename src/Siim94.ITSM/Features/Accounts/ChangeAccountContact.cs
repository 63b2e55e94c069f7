using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Changes the address and language of an account. Refused when it was changed meanwhile.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record ChangeAccountContact : ContactFields, ICommand<Contact>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeAccountContactValidator : AbstractValidator<ChangeAccountContact>
{
    public ChangeAccountContactValidator()
    {
        RuleFor(c => c.Email).Email();
        RuleFor(c => c.Language).Language();
    }
}

sealed class ChangeAccountContactHandler(ContactStore contacts) : IRequestHandler<ChangeAccountContact, Contact>
{
    public Task<Contact> Handle(ChangeAccountContact request, CancellationToken ct) =>
        contacts.Change(request.Id, request.Version, request, ct);
}
