namespace Siim94.ITSM.Kernel.Requests;

/// <summary>
/// A request that cannot be carried out, in words for its sender. One place turns it into problem details, one into a message on the page.
/// </summary>
/// <param name="status">HTTP status: 400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429 or 503.</param>
/// <param name="code">What was refused, for programs: <c>ticket.already-closed</c>.</param>
/// <param name="message">What was refused, for people, in the reader's language.</param>
/// <param name="errors">Messages by field of the request; empty when no field is to blame.</param>
public sealed class Refusal(int status, string code, string message, IReadOnlyDictionary<string, string[]>? errors = null)
    : Exception(message)
{
    public int Status => status;
    public string Code => code;

    /// <summary>When to try again, where time may help: the database is busy, or its disk full.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Messages by field, as the field is named in the request (<c>Title</c>, <c>Entries[3].Day</c>).</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors ?? new Dictionary<string, string[]>();

    /// <summary>The same request with <c>confirm</c> set is accepted.</summary>
    public bool IsWarning { get; private init; }

    /// <summary>Fields that somebody else has changed meanwhile, by their name in the request; empty when none is.</summary>
    public IReadOnlyDictionary<string, FieldConflict> Conflicts { get; init; } = new Dictionary<string, FieldConflict>();

    /// <summary>A field of the request is to blame.</summary>
    public static Refusal Field(string field, string code, string message) =>
        new(422, code, message, new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>A field is unlikely: the sender looks at it again, and confirms.</summary>
    public static Refusal Warning(string field, string code, string message) =>
        new(422, code, message, new Dictionary<string, string[]> { [field] = [message] }) { IsWarning = true };
}

/// <summary>A field that two people change at once.</summary>
/// <param name="Yours">What the request asks for.</param>
/// <param name="Theirs">What somebody else has written meanwhile.</param>
public sealed record FieldConflict(object? Yours, object? Theirs);
