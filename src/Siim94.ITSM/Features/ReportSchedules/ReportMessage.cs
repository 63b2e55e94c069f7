namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>A message that carries a report to one recipient.</summary>
public sealed record ReportMessage
{
    public long Id { get; init; }
    public string Recipient { get; init; } = "";

    /// <summary>When it was due, or asked for.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>Where it was sent, or is to be sent.</summary>
    public string? Address { get; init; }

    /// <summary><c>queued</c>, <c>preparing</c>, <c>sending</c>, <c>sent</c>, <c>failed</c> or <c>unknown</c>.</summary>
    public string State { get; init; } = "";

    public int Attempts { get; init; }

    /// <summary>When it is tried again, while it is queued.</summary>
    public DateTime NextAttemptAt { get; init; }

    public DateTime? SentAt { get; init; }

    /// <summary>
    /// <c>no-address</c>, <c>no-access</c>, <c>not-computed</c>, <c>server-unreachable</c>, <c>refused</c> or <c>interrupted</c>; null when
    /// nothing went wrong.
    /// </summary>
    public string? Problem { get; init; }

    /// <summary>What the server, or the product, said about it.</summary>
    public string? ProblemText { get; init; }
}
