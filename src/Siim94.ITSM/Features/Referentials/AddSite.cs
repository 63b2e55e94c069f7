using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a site of a member.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddSite : NewReferential
{
    public string? Member { get; set; }
    public string? Address { get; set; }

    /// <summary>What adds a site of a member by its name alone; null while no member is known.</summary>
    internal static Func<string, NewReferential>? ToMember(string? member) =>
        string.IsNullOrEmpty(member) ? null : name => new AddSite { Name = name, Member = member };
}

sealed class AddSiteValidator : NewReferentialValidator<AddSite>
{
    public AddSiteValidator()
    {
        RuleFor(s => s.Member).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(s => s.Address).Line(400);
    }
}

sealed class AddSiteHandler(ReferentialAdder adder, ReferentialLookup codes) : IRequestHandler<AddSite, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddSite request, CancellationToken ct)
    {
        var member = codes.Get((await codes.Referentials(ct)).Members, "Member", request.Member, null);
        return await adder.Add(
            "site",
            request,
            ReferentialSql.InsertSiteSql,
            row => new
            {
                row.Code,
                row.Name,
                MemberId = member.Id,
                request.Address,
            },
            ct
        );
    }
}
