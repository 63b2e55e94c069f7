using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Says what takes a row over from a day on: another one, the same one for several (a merge), or several (a split). It is closed from that
/// day; its lines stay its own, and tables with names of now count them with its successor's. Refused when it has lines since that day, and
/// where rows of different kinds would be added up.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record SucceedReferential : ReferentialChange, IPreviewable
{
    [JsonIgnore]
    public long Version { get; set; }

    /// <summary>First day of the successors.</summary>
    public DateOnly? StartsOn { get; set; }

    /// <summary>Codes of the successors; several make a split.</summary>
    public IReadOnlyList<string> Into { get; set; } = [];

    /// <summary>Codes of other rows that the same successor takes over that day; with any it is a merge.</summary>
    public IReadOnlyList<string> With { get; set; } = [];

    Task IPreviewable.SendThrough(IMediator mediator, CancellationToken ct) => mediator.Send(this, ct);
}

sealed class SucceedReferentialValidator : AbstractValidator<SucceedReferential>
{
    const int MostRows = 20;

    public SucceedReferentialValidator()
    {
        RuleFor(s => s.StartsOn)
            .NotNull()
            .WithMessage(_ => CommonWords.DayMissing)
            .GreaterThanOrEqualTo(new DateOnly(2000, 1, 1))
            .WithMessage(_ => CommonWords.DayOutOfRange);
        RuleFor(s => s.Into).Must(codes => codes is { Count: >= 1 and <= MostRows }).WithMessage(_ => Words.SuccessorMissing);
        RuleFor(s => s.With).Must(codes => codes is { Count: <= MostRows }).WithMessage(_ => Words.TooManyRows);
        RuleForEach(s => s.Into).NotNull().WithMessage(_ => CommonWords.FieldMissing).Line(200).OverridePropertyName("Into");
        RuleForEach(s => s.With).NotNull().WithMessage(_ => CommonWords.FieldMissing).Line(200).OverridePropertyName("With");
    }
}

sealed class SucceedReferentialHandler(ReferentialWriter writer, ReferentialLookup codes, Db db, TimeProvider clock)
    : IRequestHandler<SucceedReferential, Unit>
{
    public async Task<Unit> Handle(SucceedReferential change, CancellationToken ct)
    {
        if (!Successors.Have(change.Referential))
            throw ReferentialErrors.NoSuccessions();
        var (all, day) = (await codes.Referentials(ct), change.StartsOn!.Value);
        if (day > Paris.Today(clock))
            throw ReferentialErrors.InTheFuture("StartsOn");
        var first = await writer.Row(change, ct);
        if (first.Version != change.Version)
            throw RequestErrors.ChangedMeanwhile();

        // Of a merge into one of the merged that one stays as it is.
        List<ReferentialRow> successors =
        [
            .. change.Into.Select(text => Successors.Find(all, change.Referential, "Into", text)).DistinctBy(row => row.Id),
        ];
        List<ReferentialRow> gone =
        [
            first,
            .. change
                .With.Select(text => Successors.Find(all, change.Referential, "With", text))
                .Where(row => row.Id != first.Id && !successors.Contains(row))
                .DistinctBy(row => row.Id),
        ];
        if (gone.Count > 1 && successors.Count > 1)
            throw ReferentialErrors.ManyToMany("With");

        var kind =
            successors.Count > 1 ? Succession.Split
            : gone.Count > 1 || change.With.Count > 0 ? Succession.Merged
            : Succession.Succeeded;
        foreach (var row in gone)
        {
            Successors.RefuseMisfits(all, change.Referential, row, successors, day);
            await RefuseUsed(change.Referential, row, day, ct);
            await Insert(change.Referential, row, successors, day, kind, ct);
        }
        return Unit.Value;
    }

    async Task RefuseUsed(string referential, ReferentialRow row, DateOnly day, CancellationToken ct)
    {
        var (lines, others) = (0L, 0L);
        foreach (var (sql, isLine) in Successors.UsesSql(referential))
        {
            var count = await db.FirstOrDefault<long>(sql, new { row.Id, Day = day }, ct);
            if (isLine)
                lines += count;
            else
                others += count;
        }
        if (lines + others > 0)
            throw ReferentialErrors.StillUsed("StartsOn", row, day, lines, others);
    }

    async Task Insert(
        string referential,
        ReferentialRow row,
        List<ReferentialRow> successors,
        DateOnly day,
        string kind,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var successor in successors)
            await db.Execute(
                InsertSuccessionSql,
                new
                {
                    Referential = referential,
                    FromId = row.Id,
                    ToId = successor.Id,
                    StartsOn = day,
                    Kind = kind,
                    WasClosedOn = row.ClosedOn,
                    CreatedAt = now,
                },
                ct
            );
        await db.Execute(ReferentialTables.CloseSql(referential), new { row.Id, ClosedOn = row.IsOpenOn(day) ? day : row.ClosedOn }, ct);
        await writer.Done(
            referential,
            row.Id,
            "succeed",
            new { row.ClosedOn },
            new
            {
                Kind = kind,
                StartsOn = day,
                Into = successors.Select(successor => successor.Code),
            },
            ct
        );
    }

    const string InsertSuccessionSql = """
        INSERT INTO Successions (Referential, FromId, ToId, StartsOn, Kind, WasClosedOn, CreatedAt)
        VALUES (@Referential, @FromId, @ToId, @StartsOn, @Kind, @WasClosedOn, @CreatedAt)
        """;
}
