using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Absences.Calendars;

namespace Siim94.ITSM.Features.Absences;

/// <summary>
/// Changes a kind of absence. Whether it accounts for expected time stays once absences have it: what they counted for would move.
/// </summary>
[Requires(Permission.ManageAbsences)]
public sealed record ChangeAbsenceKind : AbsenceKindFields, ICommand<AbsenceKindRow>
{
    [JsonIgnore]
    public string Code { get; set; } = "";

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeAbsenceKindValidator : AbstractValidator<ChangeAbsenceKind>
{
    public ChangeAbsenceKindValidator() => Include(new AbsenceKindFieldsValidator());
}

sealed class ChangeAbsenceKindHandler(Db db, AbsenceKinds kinds, CalendarReader calendar, Audit audit)
    : IRequestHandler<ChangeAbsenceKind, AbsenceKindRow>
{
    public async Task<AbsenceKindRow> Handle(ChangeAbsenceKind request, CancellationToken ct)
    {
        var before = await kinds.Get(request.Code, ct);
        if (before.IsExpected != request.IsExpected && await db.FirstOrDefault<long?>(UsedSql, new { before.Id }, ct) is not null)
            throw AbsenceErrors.KindUsed(before);
        var changed = await db.Execute(
            UpdateKindSql,
            new
            {
                before.Id,
                request.Version,
                Name = request.Name!.Trim(),
                request.IsExpected,
                request.IsApprovalNeeded,
                request.IsPrivate,
                request.ClosedOn,
            },
            ct
        );
        if (changed == 0)
            throw RequestErrors.ChangedMeanwhile();
        await calendar.Touch(ct);
        var after = await kinds.Get(request.Code, ct);
        await audit.Record("absence-kind", before.Id, "change", before, after, ct);
        return after;
    }

    const string UsedSql = "SELECT MAX(a.Id) FROM Absences a WHERE a.KindId = @Id";

    const string UpdateKindSql = """
        UPDATE AbsenceKinds
        SET Name = @Name, IsExpected = @IsExpected, IsApprovalNeeded = @IsApprovalNeeded, IsPrivate = @IsPrivate, ClosedOn = @ClosedOn,
            Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
