using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a department, alone or below another.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddDepartment : NewReferential
{
    public string? Parent { get; set; }
}

sealed class AddDepartmentValidator : NewReferentialValidator<AddDepartment>
{
    public AddDepartmentValidator() => RuleFor(d => d.Parent).Line(200);
}

sealed class AddDepartmentHandler(ReferentialAdder adder, ReferentialLookup codes) : IRequestHandler<AddDepartment, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddDepartment request, CancellationToken ct)
    {
        var parent = codes.Find((await codes.Referentials(ct)).Departments, "Parent", request.Parent, null);
        return await adder.Add(
            "department",
            request,
            ReferentialSql.InsertDepartmentSql,
            row => new
            {
                row.Code,
                row.Name,
                ParentId = parent?.Id,
            },
            ct
        );
    }
}
