using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Adds a spelling. Refused when it already means another row of the same referential; activities of different departments may share one.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record AddAlias : ReferentialChange
{
    public string? Label { get; set; }
}

sealed class AddAliasValidator : AbstractValidator<AddAlias>
{
    public AddAliasValidator() =>
        RuleFor(a => a.Label)
            .Must(label => label is not null && Folding.Fold(label).Length > 0)
            .WithMessage(_ => CommonWords.FieldMissing)
            .Line(200);
}

sealed class AddAliasHandler(ReferentialWriter writer, ReferentialLookup codes) : IRequestHandler<AddAlias, Unit>
{
    public async Task<Unit> Handle(AddAlias change, CancellationToken ct)
    {
        var row = await writer.Row(change, ct);
        var others = ReferentialTables
            .Find(await codes.Referentials(ct), change.Referential, change.Label!)
            .Where(other => other.Id != row.Id);
        if (
            others.FirstOrDefault(other => row is not Activity activity || ((Activity)other).DepartmentId == activity.DepartmentId) is
            { } taken
        )
            throw ReferentialErrors.SpellingTaken("Label", change.Label!, taken.Name);
        await writer.AddAlias(change.Referential, row.Id, change.Label!.Trim(), ct);
        return await writer.Done(change.Referential, row.Id, "add-alias", null, new { change.Label }, ct);
    }
}
