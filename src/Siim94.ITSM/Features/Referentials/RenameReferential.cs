using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Renames a row from a day on. Tables with names of then keep the old one for the days before, which also stays as a spelling, so that old
/// files still resolve. Refused when somebody changed it meanwhile.
/// </summary>
/// <remarks>The same day again, or the same word with other accents or capitals, corrects the name instead of adding one.</remarks>
[Requires(Permission.ManageReferentials)]
public sealed record RenameReferential : ReferentialChange, IPreviewable
{
    [JsonIgnore]
    public long Version { get; set; }
    public string? Name { get; set; }

    /// <summary>First day of the name; today when left blank.</summary>
    public DateOnly? StartsOn { get; set; }

    Task IPreviewable.SendThrough(IMediator mediator, CancellationToken ct) => mediator.Send(this, ct);
}

sealed class RenameReferentialValidator : AbstractValidator<RenameReferential>
{
    public RenameReferentialValidator()
    {
        RuleFor(r => r.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(r => r.StartsOn).GreaterThanOrEqualTo(new DateOnly(2000, 1, 1)).WithMessage(_ => CommonWords.DayOutOfRange);
    }
}

sealed class RenameReferentialHandler(ReferentialWriter writer, Db db, TimeProvider clock) : IRequestHandler<RenameReferential, Unit>
{
    public async Task<Unit> Handle(RenameReferential change, CancellationToken ct)
    {
        var row = await writer.Row(change, ct);
        var startsOn = change.StartsOn ?? Paris.Today(clock);
        if (startsOn > Paris.Today(clock))
            throw ReferentialErrors.InTheFuture("StartsOn");
        var last = row.FormerNames.Count > 0 ? row.FormerNames[^1].EndsOn : (DateOnly?)null;
        if (startsOn < last)
            throw ReferentialErrors.NamedLater("StartsOn", row, last.Value);
        if (
            await db.Execute(
                ReferentialTables.RenameSql(change.Referential),
                new
                {
                    row.Id,
                    change.Version,
                    Name = change.Name!.Trim(),
                },
                ct
            ) == 0
        )
            throw RequestErrors.ChangedMeanwhile();
        if (Folding.Fold(row.Name) != Folding.Fold(change.Name))
        {
            if (startsOn != last)
                await db.Execute(
                    InsertFormerNameSql,
                    new
                    {
                        change.Referential,
                        TargetId = row.Id,
                        EndsOn = startsOn,
                        row.Name,
                    },
                    ct
                );
            await writer.AddAlias(change.Referential, row.Id, row.Name, ct);
        }
        return await writer.Done(change.Referential, row.Id, "rename", new { row.Name }, new { change.Name, StartsOn = startsOn }, ct);
    }

    const string InsertFormerNameSql =
        "INSERT INTO FormerNames (Referential, TargetId, EndsOn, Name) VALUES (@Referential, @TargetId, @EndsOn, @Name)";
}
