using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>
/// Counts the staff of a department in a year or a month, in full-time equivalents, of one grade when it is told. The first count of a
/// department and grade makes their key figure; later ones are corrected and deleted like any other value. Refused when the period has a
/// count already.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record CountStaff : ICommand<CountedStaff>
{
    public string? Department { get; set; }

    /// <summary>As it is written elsewhere, capitals and accents ignored; blank when the grade is not told.</summary>
    public string? Grade { get; set; }

    public string Period { get; set; } = "";

    /// <summary>To the hundredth.</summary>
    public decimal? FullTime { get; set; }

    public string? Source { get; set; }
    public string? Note { get; set; }
}

/// <param name="Code">Code of the key figure that holds the count.</param>
public sealed record CountedStaff(string Code, KeyFigureValue Value);

sealed class CountStaffValidator : AbstractValidator<CountStaff>
{
    public CountStaffValidator()
    {
        RuleFor(s => s.Department).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(s => s.Grade)
            .Must(grade => string.IsNullOrWhiteSpace(grade) || Folding.Fold(grade).Length > 0)
            .WithMessage(_ => CommonWords.FieldMissing)
            .Line(40);
        RuleFor(s => s.Period).Must(period => KeyFigurePeriod.Parse(period) is not null).WithMessage(_ => CommonWords.PeriodShape);
        RuleFor(s => s.FullTime)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .InclusiveBetween(0, 10_000)
            .WithMessage(_ => Words.StaffOutOfRange);
        RuleFor(s => s.Source).Line(400);
        RuleFor(s => s.Note).Line(1000);
    }
}

sealed class CountStaffHandler(Db db, ReferentialLookup codes, KeyFigureReader reader, KeyFigureWriter writer, Audit audit)
    : IRequestHandler<CountStaff, CountedStaff>
{
    public async Task<CountedStaff> Handle(CountStaff request, CancellationToken ct)
    {
        var department = codes.Get((await codes.Referentials(ct)).Departments, "Department", request.Department, null);
        var figure = await Figure(department, string.IsNullOrWhiteSpace(request.Grade) ? null : request.Grade.Trim(), ct);
        return new(
            figure.Code,
            await writer.Set(
                figure,
                request.Period,
                new(request.FullTime!.Value, request.Source, request.Note),
                null,
                nameof(request.FullTime),
                ct
            )
        );
    }

    async Task<KeyFigureRow> Figure(Department department, string? grade, CancellationToken ct)
    {
        var code = StaffFigure.CodeOf(department.Code, grade);
        if (code.Length > ReferentialAdder.LongestCode)
            throw Refusal.Field("Grade", "key-figure.grade-too-long", Words.GradeTooLong);
        if (await reader.Find(code, ct) is { } there)
            return there;
        var row = StaffFigure.Row(department, grade);
        var id = await db.Insert(KeyFigureSql.InsertKeyFigureSql, row, ct);
        await audit.Record("key-figure", id, "add", null, row, ct);
        return await reader.Row(code, ct);
    }
}
