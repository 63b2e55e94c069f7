namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a project.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddProject : NewInDomain;

sealed class AddProjectValidator : NewReferentialValidator<AddProject>
{
    public AddProjectValidator() => RuleFor(p => p.Domain).Line(200);
}
