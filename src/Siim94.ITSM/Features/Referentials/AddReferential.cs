using System.Globalization;
using System.Text;
using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>What is asked of every new row.</summary>
public abstract record NewReferential : ICommand<AddedReferential>
{
    /// <summary>Upper-case letters, digits and dashes; made from the name when left blank.</summary>
    public string? Code { get; set; }

    public string? Name { get; set; }
}

public sealed record AddedReferential(string Code, string Name);

abstract class NewReferentialValidator<T> : AbstractValidator<T>
    where T : NewReferential
{
    protected NewReferentialValidator()
    {
        RuleFor(r => r.Name).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(r => r.Code).Matches("^[A-Z0-9]+(-[A-Z0-9]+)*$").WithMessage(_ => Words.CodeShape).MaximumLength(60);
    }
}

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

/// <summary>Adds a site of a member.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddSite : NewReferential
{
    public string? Member { get; set; }
    public string? Address { get; set; }
}

sealed class AddSiteValidator : NewReferentialValidator<AddSite>
{
    public AddSiteValidator()
    {
        RuleFor(s => s.Member).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
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
        RuleFor(t => t.Department).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
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

/// <summary>Adds an agent, with a first team and length of day.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddAgent : NewReferential
{
    public string? Team { get; set; }
    public DateOnly? From { get; set; }
    public int? DayMinutes { get; set; }
}

sealed class AddAgentValidator : NewReferentialValidator<AddAgent>
{
    public AddAgentValidator()
    {
        RuleFor(a => a.Team).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(a => a.From).NotNull().WithMessage(_ => TimeWords.DayMissing);
        RuleFor(a => a.DayMinutes).InclusiveBetween(60, 720).WithMessage(_ => Words.DayLengthOutOfRange);
    }
}

sealed class AddAgentHandler(ReferentialAdder adder, ReferentialLookup codes, Db db) : IRequestHandler<AddAgent, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddAgent request, CancellationToken ct)
    {
        var team = codes.Get((await codes.Referentials(ct)).Teams, "Team", request.Team, request.From);
        return await adder.Add(
            "agent",
            request,
            ReferentialSql.InsertAgentSql,
            row => new { row.Code, row.Name },
            ct,
            id =>
                db.Execute(
                    ReferentialSql.InsertPostingSql,
                    new
                    {
                        AgentId = id,
                        StartsOn = request.From!.Value,
                        TeamId = team.Id,
                        DayMinutes = request.DayMinutes ?? WorkDay.DefaultMinutes,
                    },
                    ct
                )
        );
    }
}

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
        RuleFor(a => a.Department).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
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

/// <summary>What applications and projects are asked: their domain.</summary>
public abstract record NewInDomain : NewReferential
{
    public string? Domain { get; set; }
}

/// <summary>Adds a business application.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddApplication : NewInDomain;

/// <summary>Adds a project.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddProject : NewInDomain;

sealed class AddApplicationValidator : NewReferentialValidator<AddApplication>
{
    public AddApplicationValidator() => RuleFor(a => a.Domain).Line(200);
}

sealed class AddProjectValidator : NewReferentialValidator<AddProject>
{
    public AddProjectValidator() => RuleFor(p => p.Domain).Line(200);
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

/// <summary>Adds a category of training, logged on a sub-activity.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddTrainingCategory : NewReferential
{
    public string? SubActivity { get; set; }
}

sealed class AddTrainingCategoryValidator : NewReferentialValidator<AddTrainingCategory>
{
    public AddTrainingCategoryValidator() => RuleFor(c => c.SubActivity).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
}

sealed class AddTrainingCategoryHandler(ReferentialAdder adder, ReferentialLookup codes)
    : IRequestHandler<AddTrainingCategory, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddTrainingCategory request, CancellationToken ct)
    {
        var subActivity = codes.Get((await codes.Referentials(ct)).Activities, "SubActivity", request.SubActivity, null, a =>
            a.ParentId is not null
        );
        return await adder.Add(
            "training-category",
            request,
            ReferentialSql.InsertTrainingCategorySql,
            row => new
            {
                row.Code,
                row.Name,
                SubActivityId = subActivity.Id,
            },
            ct
        );
    }
}

/// <summary>What all additions do alike.</summary>
sealed class ReferentialAdder(Db db, ReferentialWriter writer)
{
    public const int LongestCode = 60;

    /// <exception cref="Refusal">The code is taken.</exception>
    public async Task<AddedReferential> Add(
        string referential,
        NewReferential request,
        string sql,
        Func<AddedReferential, object> parameters,
        CancellationToken ct,
        Func<long, Task>? then = null
    )
    {
        var name = request.Name!.Trim();
        var row = new AddedReferential(request.Code ?? CodeOf(name), name);
        try
        {
            var id = await db.Insert(sql, parameters(row), ct);
            if (then is not null)
                await then(id);
            await writer.Done(referential, id, "add", null, row, ct);
            return row;
        }
        catch (UniqueKeyTaken)
        {
            throw ReferentialErrors.CodeTaken("Code", row.Code);
        }
    }

    /// <summary><c>Écoles d'Ivry</c> → <c>ECOLES-D-IVRY</c>.</summary>
    static string CodeOf(string name)
    {
        var code = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                code.Append(char.ToUpperInvariant(letter));
            else if (
                !char.IsLetterOrDigit(letter)
                && CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark
                && code.Length > 0
                && code[^1] != '-'
            )
                code.Append('-');
        }
        var text = code.ToString().Trim('-');
        return text.Length == 0
            ? throw Refusal.Field("Code", "referential.code-shape", Words.CodeShape)
            : text[..Math.Min(text.Length, LongestCode)].Trim('-');
    }
}
