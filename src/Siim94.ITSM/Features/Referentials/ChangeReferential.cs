using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>What every change of a row of a referential says: which row.</summary>
public abstract record ReferentialChange : ICommand<Unit>
{
    [JsonIgnore]
    public string Referential { get; set; } = "";

    [JsonIgnore]
    public string Code { get; set; } = "";
}

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
        RuleFor(r => r.Name).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(r => r.StartsOn).GreaterThanOrEqualTo(new DateOnly(2000, 1, 1)).WithMessage(_ => TimeWords.DayOutOfRange);
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

/// <summary>
/// Closes a row from a day on: lines of earlier days keep it, later ones may not use it. Refused for a row that a succession has closed.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record CloseReferential : ReferentialChange
{
    public DateOnly? ClosedOn { get; set; }
}

sealed class CloseReferentialValidator : AbstractValidator<CloseReferential>
{
    public CloseReferentialValidator() => RuleFor(c => c.ClosedOn).NotNull().WithMessage(_ => TimeWords.DayMissing);
}

sealed class CloseReferentialHandler(ReferentialWriter writer) : IRequestHandler<CloseReferential, Unit>
{
    public Task<Unit> Handle(CloseReferential change, CancellationToken ct) => writer.Close(change, change.ClosedOn, ct);
}

/// <summary>Opens a closed row again. Refused for a row that a succession has closed.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record ReopenReferential : ReferentialChange;

sealed class ReopenReferentialHandler(ReferentialWriter writer) : IRequestHandler<ReopenReferential, Unit>
{
    public Task<Unit> Handle(ReopenReferential change, CancellationToken ct) => writer.Close(change, null, ct);
}

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
            .WithMessage(_ => TimeWords.FieldMissing)
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

/// <summary>Gives an agent a team and a length of day from a date on. Lines already logged keep their worth.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record PostAgent : ICommand<Unit>
{
    [JsonIgnore]
    public string Code { get; set; } = "";
    public DateOnly? From { get; set; }
    public string? Team { get; set; }
    public int? DayMinutes { get; set; }
}

sealed class PostAgentValidator : AbstractValidator<PostAgent>
{
    public PostAgentValidator()
    {
        RuleFor(p => p.From).NotNull().WithMessage(_ => TimeWords.DayMissing);
        RuleFor(p => p.Team).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(p => p.DayMinutes)
            .NotNull()
            .WithMessage(_ => TimeWords.FieldMissing)
            .InclusiveBetween(60, 720)
            .WithMessage(_ => Words.DayLengthOutOfRange);
    }
}

sealed class PostAgentHandler(ReferentialWriter writer, ReferentialLookup codes, Db db) : IRequestHandler<PostAgent, Unit>
{
    public async Task<Unit> Handle(PostAgent request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var agent = all.Agents.Find(request.Code) is [var found] ? found : throw RequestErrors.NotFound();
        var team = codes.Get(all.Teams, "Team", request.Team, request.From);
        try
        {
            await db.Execute(
                ReferentialSql.InsertPostingSql,
                new
                {
                    AgentId = agent.Id,
                    StartsOn = request.From!.Value,
                    TeamId = team.Id,
                    DayMinutes = request.DayMinutes!.Value,
                },
                ct
            );
        }
        catch (UniqueKeyTaken)
        {
            throw Refusal.Field("From", "referential.posting-taken", Words.PostingTaken);
        }
        return await writer.Done(
            "agent",
            agent.Id,
            "post",
            null,
            new
            {
                request.From,
                Team = team.Code,
                request.DayMinutes,
            },
            ct
        );
    }
}

/// <summary>What all changes of referentials do alike.</summary>
sealed class ReferentialWriter(Db db, ReferentialLookup codes, Audit audit)
{
    /// <exception cref="Refusal">No such row.</exception>
    public async Task<ReferentialRow> Row(ReferentialChange change, CancellationToken ct) =>
        ReferentialTables.Rows(await codes.Referentials(ct), change.Referential).FirstOrDefault(row => row.Code == change.Code)
        ?? throw RequestErrors.NotFound();

    public async Task<Unit> Close(ReferentialChange change, DateOnly? closedOn, CancellationToken ct)
    {
        var row = await Row(change, ct);
        if ((await codes.Referentials(ct)).LineagesOf(change.Referential).Successions.Any(succession => succession.FromId == row.Id))
            throw ReferentialErrors.Succeeded(row);
        await db.Execute(ReferentialTables.CloseSql(change.Referential), new { row.Id, ClosedOn = closedOn }, ct);
        return await Done(
            change.Referential,
            row.Id,
            closedOn is null ? "reopen" : "close",
            new { row.ClosedOn },
            new { ClosedOn = closedOn },
            ct
        );
    }

    public async Task AddAlias(string referential, long id, string label, CancellationToken ct)
    {
        var folded = Folding.Fold(label);
        if (
            await db.FirstOrDefault<int>(
                AliasCountSql,
                new
                {
                    Referential = referential,
                    TargetId = id,
                    FoldedLabel = folded,
                },
                ct
            ) > 0
        )
            return;
        await db.Execute(
            ReferentialSql.InsertAliasSql,
            new
            {
                Referential = referential,
                TargetId = id,
                Label = label,
                FoldedLabel = folded,
            },
            ct
        );
    }

    const string AliasCountSql =
        "SELECT COUNT(*) FROM Aliases a WHERE a.Referential = @Referential AND a.TargetId = @TargetId AND a.FoldedLabel = @FoldedLabel";

    /// <summary>Tells every process, and leaves a trace.</summary>
    public async Task<Unit> Done(string referential, long id, string action, object? before, object? after, CancellationToken ct)
    {
        await ReferentialCache.Touch(db, ct);
        await audit.Record(referential, id, action, before, after, ct);
        return Unit.Value;
    }
}
