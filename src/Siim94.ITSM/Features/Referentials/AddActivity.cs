using System.Globalization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds an activity to a department, or a sub-activity to an activity.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddActivity : NewReferential
{
    public string? Department { get; set; }
    public string? Parent { get; set; }

    /// <summary><c>required</c>, <c>allowed</c> or <c>forbidden</c> (default), like the other rules.</summary>
    public string? DomainRule { get; set; }

    public string? DomainKind { get; set; }
    public string? ApplicationRule { get; set; }
    public string? ProjectRule { get; set; }
    public string? MemberRule { get; set; }
    public bool IsForEveryTeam { get; set; }
}

sealed class AddActivityValidator : NewReferentialValidator<AddActivity>
{
    public AddActivityValidator()
    {
        RuleFor(a => a.Department).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(a => a.Parent).Line(200);
        RuleFor(a => a.DomainRule).Must(IsRule).WithMessage(_ => Words.RuleUnknown);
        RuleFor(a => a.ApplicationRule).Must(IsRule).WithMessage(_ => Words.RuleUnknown);
        RuleFor(a => a.ProjectRule).Must(IsRule).WithMessage(_ => Words.RuleUnknown);
        RuleFor(a => a.MemberRule).Must(IsRule).WithMessage(_ => Words.RuleUnknown);
        RuleFor(a => a.DomainKind).Must(kind => kind is null or Domain.Technical or Domain.Functional).WithMessage(_ => Words.DomainKind);
    }

    static bool IsRule(string? rule) => rule is null or "required" or "allowed" or "forbidden";
}

sealed class AddActivityHandler(ReferentialAdder adder, ReferentialLookup codes) : IRequestHandler<AddActivity, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddActivity request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var department = codes.Get(all.Departments, "Department", request.Department, null);
        var parent = codes.Find(all.Activities, "Parent", request.Parent, null, a => a.ParentId is null && a.DepartmentId == department.Id);
        return await adder.Add(
            "activity",
            request,
            ReferentialSql.InsertActivitySql,
            row => new
            {
                row.Code,
                row.Name,
                DepartmentId = department.Id,
                ParentId = parent?.Id,
                DomainRule = RuleOf(request.DomainRule),
                request.DomainKind,
                ApplicationRule = RuleOf(request.ApplicationRule),
                ProjectRule = RuleOf(request.ProjectRule),
                MemberRule = RuleOf(request.MemberRule),
                request.IsForEveryTeam,
                SortOrder = all.Activities.Max(a => a.SortOrder) + 1,
            },
            ct
        );
    }

    static string RuleOf(string? rule) =>
        rule is null ? nameof(AxisRule.Forbidden) : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(rule);
}
