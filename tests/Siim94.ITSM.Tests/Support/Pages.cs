namespace Siim94.ITSM.Tests.Support;

/// <summary>A list read as programs do: page by page, from what the page before said comes next.</summary>
static class Pages
{
    /// <summary>All of it.</summary>
    /// <param name="ask">Asks for the page behind another one; for the first one with null.</param>
    public static async Task<IReadOnlyList<T>> All<T>(Func<string?, Task<Page<T>>> ask)
    {
        var items = new List<T>();
        string? after = null;
        do
        {
            var page = await ask(after);
            items.AddRange(page.Items);
            after = page.Next;
        } while (after is not null);
        return items;
    }
}
