using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Says anew where a category stands in the tree and which members it is for; tickets that name it keep it. Refused when somebody changed
/// it meanwhile.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record ChangeCategory : ReferentialChange
{
    [JsonIgnore]
    public long Version { get; set; }

    public string? Parent { get; set; }
    public IReadOnlyList<string>? Members { get; set; }
}

sealed class ChangeCategoryValidator : AbstractValidator<ChangeCategory>
{
    public ChangeCategoryValidator()
    {
        RuleFor(c => c.Parent).Line(200);
        RuleForEach(c => c.Members).Line(200);
    }
}

sealed class ChangeCategoryHandler(ReferentialWriter writer, ReferentialLookup codes, GroupParts parts, Db db)
    : IRequestHandler<ChangeCategory, Unit>
{
    public async Task<Unit> Handle(ChangeCategory change, CancellationToken ct)
    {
        var row = (Category)await writer.Row(change, ct);
        var all = await codes.Referentials(ct);
        var parent = codes.Find(all.Categories, "Parent", change.Parent, null);
        if (parent is not null && all.Categories.IsOrHolds(row.Id, parent))
            throw ReferentialErrors.WithinItself("Parent", row);
        var members = parts.Members(all, change.Members);
        var after = new
        {
            row.Id,
            change.Version,
            ParentId = parent?.Id,
        };
        if (await db.Execute(UpdateCategorySql, after, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await parts.SetMembers(row.Id, members, ct);
        return await writer.Done(
            "category",
            row.Id,
            "change",
            new { Parent = all.Categories.CodeOf(row.ParentId), Members = row.MemberIds.Select(id => all.Members[id].Code) },
            new { Parent = parent?.Code, Members = members.Select(id => all.Members[id].Code) },
            ct
        );
    }

    const string UpdateCategorySql =
        "UPDATE Categories SET ParentId = @ParentId, Version = Version + 1 WHERE Id = @Id AND Version = @Version";
}
