namespace Siim94.ITSM.Features.Accounts;

/// <summary>Where and in which language somebody gets mail.</summary>
public record ContactFields
{
    /// <summary>Address for mail; null when there is none.</summary>
    public string? Email { get; set; }

    /// <summary>Language of the mail: <c>fr</c> (default) or <c>en</c>.</summary>
    public string? Language { get; set; }
}

/// <param name="Version">Of the account.</param>
public sealed record Contact(string? Email, string Language, long Version);
