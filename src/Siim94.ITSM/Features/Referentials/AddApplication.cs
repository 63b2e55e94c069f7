namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a business application.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddApplication : NewInDomain
{
    /// <summary>Team to which its tickets go that the first line cannot solve.</summary>
    public string? Team { get; set; }

    /// <summary>Agent who answers for it there.</summary>
    public string? Leader { get; set; }
}

sealed class AddApplicationValidator : NewReferentialValidator<AddApplication>
{
    public AddApplicationValidator()
    {
        RuleFor(a => a.Domain).Line(200);
        RuleFor(a => a.Team).Line(200);
        RuleFor(a => a.Leader).Line(200);
    }
}
