namespace Siim94.ITSM.Kernel.Requests;

/// <summary>A page of a list. <c>next</c> is what to state as <c>after</c> for the page that follows; null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Rows of a page unless asked otherwise, and at most.</summary>
    public const int DefaultLimit = 50,
        MaximumLimit = 500;

    /// <summary>Makes a page of rows read with one more than the limit, to know whether there is a next page.</summary>
    public static Page<T> Of(IReadOnlyList<T> rows, int limit, Func<T, string> key) =>
        rows.Count > limit ? new([.. rows.Take(limit)], key(rows[limit - 1])) : new(rows, null);
}

/// <summary>Sizes of pages.</summary>
static class Paging
{
    public static int LimitOf(int? limit) => limit ?? Page<object>.DefaultLimit;
}
