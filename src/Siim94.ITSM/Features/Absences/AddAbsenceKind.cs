using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Adds a kind of absence.</summary>
[Requires(Permission.ManageAbsences)]
public sealed record AddAbsenceKind : AbsenceKindFields, ICommand<AbsenceKindRow>
{
    /// <summary>Letters, digits and hyphens: <c>CONGE</c>.</summary>
    public string? Code { get; set; }
}

sealed class AddAbsenceKindValidator : AbstractValidator<AddAbsenceKind>
{
    public AddAbsenceKindValidator()
    {
        Include(new AbsenceKindFieldsValidator());
        RuleFor(k => k.Code).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(40);
        RuleFor(k => k.Code).Matches("^[A-Za-z0-9-]*$").WithMessage(_ => Words.CodeShape);
    }
}

sealed class AddAbsenceKindHandler(Db db, AbsenceKinds kinds, Audit audit) : IRequestHandler<AddAbsenceKind, AbsenceKindRow>
{
    public async Task<AbsenceKindRow> Handle(AddAbsenceKind request, CancellationToken ct)
    {
        var code = KeyText.Of(request.Code!).ToUpperInvariant();
        if ((await kinds.All(ct)).Any(kind => kind.Code == code))
            throw AbsenceErrors.CodeTaken(code);
        var id = await db.Insert(
            InsertKindSql,
            new
            {
                Code = code,
                Name = request.Name!.Trim(),
                request.IsExpected,
                request.IsApprovalNeeded,
                request.IsPrivate,
                request.ClosedOn,
            },
            ct
        );
        var added = await kinds.Get(code, ct);
        await audit.Record("absence-kind", id, "add", null, added, ct);
        return added;
    }

    const string InsertKindSql = """
        INSERT INTO AbsenceKinds (Code, Name, IsExpected, IsApprovalNeeded, IsPrivate, ClosedOn, Version)
        VALUES (@Code, @Name, @IsExpected, @IsApprovalNeeded, @IsPrivate, @ClosedOn, 1)
        """;
}
