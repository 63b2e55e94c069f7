using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a member, or an entity attached to one.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddMember : NewReferential
{
    public static readonly IReadOnlyList<string> Kinds = ["ville", "territoire", "oph", "autre", "rattachée"];

    public string? Kind { get; set; }
    public string? Parent { get; set; }
}

sealed class AddMemberValidator : NewReferentialValidator<AddMember>
{
    public AddMemberValidator()
    {
        RuleFor(m => m.Kind).Must(kind => kind is not null && AddMember.Kinds.Contains(kind)).WithMessage(_ => Words.MemberKind);
        RuleFor(m => m.Parent).Line(200);
    }
}

sealed class AddMemberHandler(ReferentialAdder adder, ReferentialLookup codes) : IRequestHandler<AddMember, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddMember request, CancellationToken ct)
    {
        // Two levels only: an entity attached to a member has none attached to itself.
        var parent = codes.Find((await codes.Referentials(ct)).Members, "Parent", request.Parent, null, m => m.ParentId is null);
        return await adder.Add(
            "member",
            request,
            ReferentialSql.InsertMemberSql,
            row => new
            {
                row.Code,
                row.Name,
                request.Kind,
                ParentId = parent?.Id,
            },
            ct
        );
    }
}
