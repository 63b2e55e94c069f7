namespace Siim94.ITSM.Features.Referentials;

/// <summary>Categories as a tree.</summary>
static class CategoryTree
{
    /// <summary>Whether a category is another one or somewhere below it.</summary>
    public static bool IsOrHolds(this ReferentialSet<Category> all, long id, Category below)
    {
        for (var category = below; ; category = all[category.ParentId.Value])
        {
            if (category.Id == id)
                return true;
            if (category.ParentId is null)
                return false;
        }
    }

    /// <summary>A category with those above it: « Matériel › Imprimante ».</summary>
    public static string PathOf(this ReferentialSet<Category> all, Category category) =>
        category.ParentId is { } parent ? $"{all.PathOf(all[parent])} › {category.Name}" : category.Name;
}
