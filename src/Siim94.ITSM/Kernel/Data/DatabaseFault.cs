namespace Siim94.ITSM.Kernel.Data;

/// <summary>What an error of the engine means for whoever sent the request.</summary>
enum DatabaseFault
{
    /// <summary>Another row already holds the unique key.</summary>
    UniqueKeyTaken,

    /// <summary>
    /// The transaction is undone, for another one's sake or with its connection: nothing of it is kept, and it may be run again.
    /// </summary>
    Lost,

    /// <summary>The connection was lost while the transaction was being committed: kept or not, nobody knows.</summary>
    Uncertain,

    /// <summary>Others write, or hold what is asked for, longer than anybody should wait.</summary>
    Busy,

    /// <summary>No room is left to write.</summary>
    Full,

    /// <summary>It can be read and not written.</summary>
    ReadOnly,

    /// <summary>The disk refuses to read or to write.</summary>
    Failing,

    /// <summary>What is read is not what was written: corrupted, cut off, or no database.</summary>
    Damaged,

    /// <summary>A file without a byte, where a database should be.</summary>
    Empty,

    /// <summary>A database of something else.</summary>
    Foreign,

    /// <summary>The file that was opened is no longer the one in its place.</summary>
    Replaced,

    /// <summary>The file cannot be opened, or the server does not answer.</summary>
    Unreachable,

    /// <summary>The account lacks a right.</summary>
    NotAllowed,
}

/// <summary>The database cannot serve a request now.</summary>
sealed class DatabaseUnavailable(DatabaseFault fault, Exception? inner = null, string? detail = null)
    : Exception(DatabaseFaults.Reason(fault), inner)
{
    public DatabaseFault Fault => fault;

    /// <summary>What whoever installs the product should know besides; never shown to those who use it.</summary>
    public string? Detail => detail;
}

/// <summary>Faults in words: for who uses the product, and for who runs it.</summary>
static class DatabaseFaults
{
    /// <summary>What is wrong, as part of a sentence.</summary>
    public static string Reason(DatabaseFault fault) =>
        fault switch
        {
            DatabaseFault.UniqueKeyTaken => Words.UniqueKeyTaken,
            DatabaseFault.Lost => Words.Lost,
            DatabaseFault.Uncertain => Words.Uncertain,
            DatabaseFault.Busy => Words.Busy,
            DatabaseFault.Full => Words.Full,
            DatabaseFault.ReadOnly => Words.ReadOnly,
            DatabaseFault.Failing => Words.Failing,
            DatabaseFault.Damaged => Words.Damaged,
            DatabaseFault.Empty => Words.Empty,
            DatabaseFault.Foreign => Words.Foreign,
            DatabaseFault.Replaced => Words.Replaced,
            DatabaseFault.Unreachable => Words.Unreachable,
            DatabaseFault.NotAllowed => Words.NotAllowed,
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault."),
        };

    /// <summary>What to do about it.</summary>
    public static string Advice(DatabaseFault fault) =>
        fault switch
        {
            DatabaseFault.UniqueKeyTaken or DatabaseFault.Lost or DatabaseFault.Busy => Words.BusyAdvice,
            DatabaseFault.Uncertain => Words.UncertainAdvice,
            DatabaseFault.Full => Words.FullAdvice,
            DatabaseFault.ReadOnly => Words.ReadOnlyAdvice,
            DatabaseFault.Failing or DatabaseFault.Damaged or DatabaseFault.Empty => Words.RestoreAdvice,
            DatabaseFault.Foreign => Words.ForeignAdvice,
            DatabaseFault.Replaced => Words.ReplacedAdvice,
            DatabaseFault.Unreachable => Words.UnreachableAdvice,
            DatabaseFault.NotAllowed => Words.NotAllowedAdvice,
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault."),
        };

    /// <summary>A refusal for the sender: nothing was kept, or nobody knows.</summary>
    public static Refusal Refuse(DatabaseFault fault) =>
        new(
            StatusCodes.Status503ServiceUnavailable,
            $"database.{fault.ToString().ToLowerInvariant()}",
            string.Format(fault == DatabaseFault.Uncertain ? Words.PerhapsKept : Words.NothingKept, Reason(fault))
        )
        {
            RetryAfter = fault is DatabaseFault.Busy or DatabaseFault.Lost ? Soon : Later,
        };

    // Whoever holds a lock is done within seconds; a full disk, a missing file or a server that is down need somebody's hands.
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(5),
        Later = TimeSpan.FromSeconds(60);
}
