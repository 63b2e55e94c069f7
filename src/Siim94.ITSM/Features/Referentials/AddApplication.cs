namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a business application.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddApplication : NewInDomain;

sealed class AddApplicationValidator : NewReferentialValidator<AddApplication>
{
    public AddApplicationValidator() => RuleFor(a => a.Domain).Line(200);
}
