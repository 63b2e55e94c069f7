using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Adds a category of training, logged on a sub-activity.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddTrainingCategory : NewReferential
{
    public string? SubActivity { get; set; }
}

sealed class AddTrainingCategoryValidator : NewReferentialValidator<AddTrainingCategory>
{
    public AddTrainingCategoryValidator() => RuleFor(c => c.SubActivity).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
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
