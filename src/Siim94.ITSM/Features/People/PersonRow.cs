namespace Siim94.ITSM.Features.People;

/// <summary>A row of People.</summary>
sealed record PersonRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>The name, folded: what lists are in the order of.</summary>
    public string SortName { get; init; } = "";

    /// <summary>Its words in an order of their own: the same for <c>DUPONT Jean</c> and <c>Jean Dupont</c>.</summary>
    public string NameKey { get; init; } = "";

    public long MemberId { get; init; }
    public long? SiteId { get; init; }
    public string? Room { get; init; }
    public string? JobTitle { get; init; }
    public bool IsVip { get; init; }
    public string Language { get; init; } = "";
    public bool IsActive { get; init; }
    public long? UserId { get; init; }

    /// <summary>Whom they turned out to be; null while they are somebody of their own.</summary>
    public long? MergedIntoId { get; init; }

    public DateTime? ErasedAt { get; init; }
    public DateTime CreatedAt { get; init; }
    public long? CreatedByUserId { get; init; }
    public long Version { get; init; }

    public PersonRow Named(string name) =>
        this with
        {
            Name = name,
            SortName = Folding.FoldWords(name),
            NameKey = Folding.WordsInAnyOrder(name),
        };
}

/// <summary>A row of PersonContacts.</summary>
sealed record PersonContact
{
    public const string Email = "mail",
        Phone = "phone";

    public long PersonId { get; init; }
    public string Kind { get; init; } = "";
    public int Position { get; init; }
    public string Text { get; init; } = "";

    /// <summary>The one spelling of it.</summary>
    public string ContactKey { get; init; } = "";
}
