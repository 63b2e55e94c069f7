using System.Text.Json;
using FluentValidation;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What somebody keeps at hand, as they describe it: its name, and who may use it.</summary>
public abstract record ShelfFields
{
    public string? Name { get; set; }

    /// <summary><c>personal</c> (default), <c>team</c> or <c>all</c>: everybody who works on tickets.</summary>
    public string? Visibility { get; set; }

    /// <summary>Code of the team that it is shared with; one's own when left blank.</summary>
    public string? Team { get; set; }
}

sealed class ShelfFieldsValidator : AbstractValidator<ShelfFields>
{
    public ShelfFieldsValidator()
    {
        RuleFor(s => s.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(s => s.Visibility)
            .Must(visibility => visibility is null || Visibility.All.Contains(visibility))
            .WithMessage(_ => Words.VisibilityUnknown);
        RuleFor(s => s.Team).Line(200);
    }
}

/// <summary>Who may use what is on the shelf.</summary>
static class Visibility
{
    public const string Personal = "personal",
        Team = "team",
        Everybody = "all";

    public static readonly IReadOnlyList<string> All = [Personal, Team, Everybody];

    public static string NameOf(string visibility) =>
        visibility switch
        {
            Personal => Words.VisibilityPersonal,
            Team => Words.VisibilityTeam,
            Everybody => Words.VisibilityEverybody,
            _ => throw new ArgumentOutOfRangeException(nameof(visibility), visibility, "Not a visibility."),
        };
}

/// <summary>What is known of a thing on the shelf beside what it is.</summary>
public abstract record ShelfDetails
{
    public string Name { get; init; } = "";

    /// <inheritdoc cref="ShelfFields.Visibility"/>
    public string Visibility { get; init; } = "";

    /// <summary>Code of the team that it is shared with.</summary>
    public string? Team { get; init; }

    public string? OwnerName { get; init; }

    /// <summary>The reader may change and delete it.</summary>
    public bool IsOwn { get; init; }

    public long Version { get; init; }
}

/// <summary>What a thing on the shelf is.</summary>
enum ShelfKind
{
    View,
    CannedAnswer,
    Template,
    Macro,
}

/// <summary>A thing on the shelf, as it is stored.</summary>
sealed record ShelfRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public string ContentJson { get; init; } = "";
    public string Visibility { get; init; } = "";
    public long? OwnerUserId { get; init; }
    public string? OwnerName { get; init; }
    public long? TeamId { get; init; }
    public long Version { get; init; }

    public T Content<T>() => JsonSerializer.Deserialize<T>(ContentJson, JsonSerializerOptions.Web)!;
}

/// <summary>
/// What agents keep at hand: their own, what is shared with their team, and what all who work on tickets use. People of a member have
/// their own only: a name may tell of others.
/// </summary>
sealed class TicketShelf(Db db, ReferentialLookup codes, CurrentUser user, TimeProvider clock, Audit audit)
{
    /// <summary>All of a kind within reach, by name.</summary>
    public async Task<IReadOnlyList<ShelfRow>> List(ShelfKind kind, CancellationToken ct) =>
        [
            .. (await db.Query<ShelfRow>(ItemsSql, await Reach(kind, 0, ct), ct)).OrderBy(
                row => row.Name,
                StringComparer.CurrentCultureIgnoreCase
            ),
        ];

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<ShelfRow> Get(ShelfKind kind, long id, CancellationToken ct) =>
        await db.FirstOrDefault<ShelfRow>(ItemSql, await Reach(kind, id, ct), ct) ?? throw RequestErrors.NotFound();

    const string SelectItemsSql = """
        SELECT i.Id, i.Name, i.ContentJson, i.Visibility, i.OwnerUserId, o.DisplayName AS OwnerName, i.TeamId, i.Version
        FROM ShelfItems i
        LEFT JOIN Users o ON o.Id = i.OwnerUserId
        WHERE i.Kind = @Kind
            AND (i.OwnerUserId = @UserId
                OR (@IsStaff = 1 AND (i.Visibility = 'all' OR (i.Visibility = 'team' AND (i.TeamId = @TeamId OR @SeesTeams = 1)))))
        """;

    const string ItemsSql = SelectItemsSql;
    const string ItemSql = $"{SelectItemsSql} AND i.Id = @Id";

    async Task<object> Reach(ShelfKind kind, long id, CancellationToken ct) =>
        new
        {
            Id = id,
            Kind = CodeOf(kind),
            user.UserId,
            IsStaff = user.Can(Permission.WorkOnTickets),
            SeesTeams = user.Can(Permission.AssignTickets),
            TeamId = await OwnTeam(ct) ?? 0,
        };

    async Task<long?> OwnTeam(CancellationToken ct) =>
        user.AgentId is { } agent ? (await codes.Referentials(ct)).Agents[agent].PostingOn(Paris.Today(clock))?.TeamId : null;

    static string CodeOf(ShelfKind kind) =>
        kind switch
        {
            ShelfKind.View => "view",
            ShelfKind.CannedAnswer => "canned-answer",
            ShelfKind.Template => "template",
            ShelfKind.Macro => "macro",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
        };

    /// <summary>Whether the reader may change it: their own, and for those who assign tickets what is shared.</summary>
    public bool IsOwn(ShelfRow row) =>
        row.OwnerUserId == user.UserId || (row.Visibility != Visibility.Personal && user.Can(Permission.AssignTickets));

    /// <returns>Its number.</returns>
    /// <exception cref="Refusal">Shared further than the sender may, or with a team that is none.</exception>
    public async Task<long> Add(ShelfKind kind, ShelfFields fields, object content, CancellationToken ct)
    {
        var row = await RowOf(fields, content, ct);
        await RefuseNamedTwice(kind, null, user.AuthorId, row.Name, ct);
        var id = await db.Insert(
            InsertItemSql,
            new
            {
                Kind = CodeOf(kind),
                row.Name,
                row.ContentJson,
                row.Visibility,
                OwnerUserId = user.AuthorId,
                row.TeamId,
                ChangedAt = clock.GetUtcNow().UtcDateTime,
            },
            ct
        );
        await audit.Record("shelf-item", id, "add", null, row, ct);
        return id;
    }

    const string InsertItemSql = """
        INSERT INTO ShelfItems (Kind, Name, ContentJson, Visibility, OwnerUserId, TeamId, ChangedAt, Version)
        VALUES (@Kind, @Name, @ContentJson, @Visibility, @OwnerUserId, @TeamId, @ChangedAt, 1)
        """;

    /// <exception cref="Refusal">Not there, not the sender's, changed meanwhile, or shared further than they may.</exception>
    public async Task Change(ShelfKind kind, long id, long version, ShelfFields fields, object content, CancellationToken ct)
    {
        var before = await GetOwn(kind, id, ct);
        var row = await RowOf(fields, content, ct);
        await RefuseNamedTwice(kind, id, before.OwnerUserId, row.Name, ct);
        var changed = new
        {
            Id = id,
            Version = version,
            row.Name,
            row.ContentJson,
            row.Visibility,
            row.TeamId,
            ChangedAt = clock.GetUtcNow().UtcDateTime,
        };
        if (await db.Execute(UpdateItemSql, changed, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("shelf-item", id, "change", before, row, ct);
    }

    const string UpdateItemSql = """
        UPDATE ShelfItems
        SET Name = @Name, ContentJson = @ContentJson, Visibility = @Visibility, TeamId = @TeamId, ChangedAt = @ChangedAt,
            Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    /// <exception cref="Refusal">Not there, not the sender's, or changed meanwhile.</exception>
    public async Task Delete(ShelfKind kind, long id, long version, CancellationToken ct)
    {
        var before = await GetOwn(kind, id, ct);
        if (await db.Execute(DeleteItemSql, new { Id = id, Version = version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("shelf-item", id, "delete", before, null, ct);
    }

    const string DeleteItemSql = "DELETE FROM ShelfItems WHERE Id = @Id AND Version = @Version";

    async Task<ShelfRow> GetOwn(ShelfKind kind, long id, CancellationToken ct) =>
        await Get(kind, id, ct) is var row && IsOwn(row) ? row : throw RequestErrors.NotAllowed();

    async Task<ShelfRow> RowOf(ShelfFields fields, object content, CancellationToken ct)
    {
        var visibility = fields.Visibility ?? Visibility.Personal;
        if (visibility != Visibility.Personal && !user.Can(Permission.WorkOnTickets))
            throw Refusal.Field("Visibility", "shelf.personal-only", Words.ShelfPersonalOnly);
        if (visibility == Visibility.Everybody && !user.Can(Permission.AssignTickets))
            throw Refusal.Field("Visibility", "shelf.not-for-all", Words.ShelfNotForAll);
        return new()
        {
            Name = fields.Name!.Trim(),
            ContentJson = JsonSerializer.Serialize(content, JsonSerializerOptions.Web),
            Visibility = visibility,
            TeamId = visibility == Visibility.Team ? await TeamOf(fields, ct) : null,
        };
    }

    /// <summary>Whoever has two of one name cannot tell them apart.</summary>
    async Task RefuseNamedTwice(ShelfKind kind, long? id, long? owner, string name, CancellationToken ct)
    {
        var others = await db.Query<NamedRow>(NamesSql, new { Kind = CodeOf(kind), OwnerUserId = owner }, ct);
        if (others.Any(other => other.Id != id && Folding.FoldWords(other.Name) == Folding.FoldWords(name)))
            throw Refusal.Field("Name", "shelf.name-taken", string.Format(Words.ShelfNameTaken, name));
    }

    const string NamesSql = "SELECT i.Id, i.Name FROM ShelfItems i WHERE i.Kind = @Kind AND i.OwnerUserId = @OwnerUserId";

    sealed record NamedRow
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
    }

    async Task<long> TeamOf(ShelfFields fields, CancellationToken ct)
    {
        var own = await OwnTeam(ct);
        var team = codes.Find((await codes.Referentials(ct)).Teams, "Team", fields.Team, Paris.Today(clock))?.Id ?? own;
        if (team is null)
            throw Refusal.Field("Team", "shelf.team-missing", CommonWords.FieldMissing);
        return team == own || user.Can(Permission.AssignTickets)
            ? team.Value
            : throw Refusal.Field("Team", "shelf.not-for-another-team", Words.ShelfNotForAnotherTeam);
    }
}
