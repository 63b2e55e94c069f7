using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a technical or functional domain, alone or below another.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddDomain : NewReferential
{
    public string? Kind { get; set; }
    public string? Parent { get; set; }
}

sealed class AddDomainValidator : NewReferentialValidator<AddDomain>
{
    public AddDomainValidator()
    {
        RuleFor(d => d.Kind).Must(kind => kind is Domain.Technical or Domain.Functional).WithMessage(_ => Words.DomainKind);
        RuleFor(d => d.Parent).Line(200);
    }
}

sealed class AddDomainHandler(ReferentialAdder adder, ReferentialLookup codes) : IRequestHandler<AddDomain, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddDomain request, CancellationToken ct)
    {
        // Two levels only: a domain below another has none below itself.
        var parent = codes.Find((await codes.Referentials(ct)).Domains, "Parent", request.Parent, null, d =>
            d.Kind == request.Kind && d.ParentId is null
        );
        return await adder.Add(
            "domain",
            request,
            ReferentialSql.InsertDomainSql,
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
