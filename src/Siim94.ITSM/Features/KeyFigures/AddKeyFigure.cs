using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>Adds a key figure: what is counted, in which group and unit. A business figure may name its domain.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddKeyFigure : NewReferential
{
    /// <summary><c>platform</c>, <c>production</c> or <c>business</c>.</summary>
    public string? Kind { get; set; }

    public string? Group { get; set; }
    public string? Unit { get; set; }

    /// <summary>Domain of a business figure.</summary>
    public string? Domain { get; set; }

    /// <summary>A value is expected every month; otherwise every year.</summary>
    public bool IsMonthly { get; set; }
}

sealed class AddKeyFigureValidator : NewReferentialValidator<AddKeyFigure>
{
    public AddKeyFigureValidator()
    {
        RuleFor(k => k.Kind).Must(kind => kind is not null && KeyFigureKind.Addable.Contains(kind)).WithMessage(_ => Words.KindUnknown);
        RuleFor(k => k.Group).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(k => k.Unit).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(40);
        RuleFor(k => k.Domain).Line(200);
        RuleFor(k => k.Domain).Empty().When(k => k.Kind != KeyFigureKind.Business).WithMessage(_ => Words.DomainOfBusinessOnly);
    }
}

sealed class AddKeyFigureHandler(ReferentialAdder adder, ReferentialLookup codes) : IRequestHandler<AddKeyFigure, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddKeyFigure request, CancellationToken ct)
    {
        var domain = codes.Find((await codes.Referentials(ct)).Domains, "Domain", request.Domain, null);
        return await adder.Add(
            "key-figure",
            request,
            KeyFigureSql.InsertKeyFigureSql,
            row => new
            {
                row.Code,
                row.Name,
                GroupName = request.Group!.Trim(),
                Unit = request.Unit!.Trim(),
                request.Kind,
                DomainId = domain?.Id,
                DepartmentId = (long?)null,
                Grade = (string?)null,
                request.IsMonthly,
            },
            ct
        );
    }
}
