using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>The key figure that counts the staff of a department and grade.</summary>
static class StaffFigure
{
    // Data, whatever the language of who counts first.
    const string Group = "Effectifs",
        Unit = "ETP";

    // A grade's words follow its folded spelling: one grade has one figure, however it is written.
    public static string CodeOf(string department, string? grade) =>
        grade is null ? $"ETP-{department}" : $"ETP-{department}-{Folding.Fold(grade).ToUpperInvariant()}";

    public static object Row(Department department, string? grade) =>
        new
        {
            Code = CodeOf(department.Code, grade),
            Name = grade is null ? department.Name : $"{department.Name} – {grade}",
            GroupName = Group,
            Unit,
            Kind = KeyFigureKind.Staff,
            DomainId = (long?)null,
            DepartmentId = department.Id,
            Grade = grade,
            IsMonthly = false,
        };
}
