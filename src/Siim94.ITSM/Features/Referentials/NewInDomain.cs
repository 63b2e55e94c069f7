using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>What applications and projects are asked: their domain.</summary>
public abstract record NewInDomain : NewReferential
{
    public string? Domain { get; set; }
}

sealed class AddInDomainHandler(ReferentialAdder adder, ReferentialLookup codes)
    : IRequestHandler<AddApplication, AddedReferential>,
        IRequestHandler<AddProject, AddedReferential>
{
    public Task<AddedReferential> Handle(AddApplication request, CancellationToken ct) =>
        Add("application", ReferentialSql.InsertApplicationSql, request, ct);

    public Task<AddedReferential> Handle(AddProject request, CancellationToken ct) =>
        Add("project", ReferentialSql.InsertProjectSql, request, ct);

    async Task<AddedReferential> Add(string referential, string sql, NewInDomain request, CancellationToken ct)
    {
        var domain = codes.Find((await codes.Referentials(ct)).Domains, "Domain", request.Domain, null);
        return await adder.Add(
            referential,
            request,
            sql,
            row => new
            {
                row.Code,
                row.Name,
                DomainId = domain?.Id,
            },
            ct
        );
    }
}
