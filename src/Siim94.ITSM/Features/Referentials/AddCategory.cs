using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a category of tickets, for all members or for some.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddCategory : NewReferential
{
    /// <summary>Category that it is a part of.</summary>
    public string? Parent { get; set; }

    /// <summary>Members that it is for; all when left blank.</summary>
    public IReadOnlyList<string>? Members { get; set; }
}

sealed class AddCategoryValidator : NewReferentialValidator<AddCategory>
{
    public AddCategoryValidator()
    {
        RuleFor(c => c.Parent).Line(200);
        RuleForEach(c => c.Members).Line(200);
    }
}

sealed class AddCategoryHandler(ReferentialAdder adder, ReferentialLookup codes, GroupParts parts)
    : IRequestHandler<AddCategory, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddCategory request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var parent = codes.Find(all.Categories, "Parent", request.Parent, null);
        var members = parts.Members(all, request.Members);
        return await adder.Add(
            "category",
            request,
            ReferentialSql.InsertCategorySql,
            row => new
            {
                row.Code,
                row.Name,
                ParentId = parent?.Id,
            },
            ct,
            id => parts.SetMembers(id, members, ct)
        );
    }
}
