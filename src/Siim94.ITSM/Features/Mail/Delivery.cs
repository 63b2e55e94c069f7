namespace Siim94.ITSM.Features.Mail;

/// <summary>What is known after an attempt to send.</summary>
/// <param name="Problem">One of <see cref="MailProblem"/>; null when it was sent.</param>
/// <param name="ProblemText">What the server, or the product, said about it.</param>
public sealed record Delivery(DeliveryOutcome Outcome, string? Problem = null, string? ProblemText = null);

/// <summary>What became of an attempt to send.</summary>
public enum DeliveryOutcome
{
    Sent,

    /// <summary>Certainly not sent, and worth another attempt.</summary>
    TryLater,

    /// <summary>Certainly not sent, and never to be.</summary>
    GiveUp,

    /// <summary>Perhaps sent.</summary>
    Unknown,
}
