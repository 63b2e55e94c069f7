using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a team to a department.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddTeam : NewReferential
{
    public string? Department { get; set; }

    /// <summary>Full-time posts, to the hundredth.</summary>
    public decimal? FullTime { get; set; }
}

sealed class AddTeamValidator : NewReferentialValidator<AddTeam>
{
    public AddTeamValidator()
    {
        RuleFor(t => t.Department).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(t => t.FullTime).InclusiveBetween(0, 1_000).WithMessage(_ => Words.FullTimeOutOfRange);
    }
}

sealed class AddTeamHandler(ReferentialAdder adder, ReferentialLookup codes) : IRequestHandler<AddTeam, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddTeam request, CancellationToken ct)
    {
        var department = codes.Get((await codes.Referentials(ct)).Departments, "Department", request.Department, null);
        return await adder.Add(
            "team",
            request,
            ReferentialSql.InsertTeamSql,
            row => new
            {
                row.Code,
                row.Name,
                DepartmentId = department.Id,
                FullTimeHundredths = (int)Math.Round((request.FullTime ?? 0) * 100),
            },
            ct
        );
    }
}
