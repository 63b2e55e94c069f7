namespace Siim94.ITSM.Features.Notices;

/// <summary>What stands in a mail around what it tells; null for ours.</summary>
/// <param name="Subject">Behind the ticket's mark.</param>
/// <param name="Intro">Before what is told, in the place of a greeting.</param>
/// <param name="Signature">Behind it.</param>
public sealed record MailText(string? Subject, string? Intro, string? Signature)
{
    public static readonly MailText Ours = new(null, null, null);

    /// <summary>What this leaves out is another's.</summary>
    internal MailText Or(MailText other) => new(Subject ?? other.Subject, Intro ?? other.Intro, Signature ?? other.Signature);
}
