using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>Where a dispute stands.</summary>
static class DisputeState
{
    public const string Open = "open", Accepted = "accepted", Rejected = "rejected";

    public static string NameOf(string state) => state switch
    {
        Open => Words.StateOpen,
        Accepted => Words.StateAccepted,
        _ => Words.StateRejected,
    };
}

/// <summary>Contests a line or a figure of one's member.</summary>
[Requires(Permission.OpenDisputes)]
public sealed record OpenDispute : ICommand<DisputeDetails>
{
    /// <summary>Member concerned; the sender's own when left blank.</summary>
    public string? Member { get; set; }

    /// <summary>What is contested, in words.</summary>
    public string? Subject { get; set; }

    /// <summary>Where it is in the product: <c>/lignes/time-entry/12</c>, <c>/bilans/2017/tables/…</c>.</summary>
    public string? Address { get; set; }

    public string? Reason { get; set; }
}

/// <summary>Answers a dispute: accepted, once it is corrected, or rejected. Refused when somebody answered meanwhile.</summary>
[Requires(Permission.AnswerDisputes)]
public sealed record AnswerDispute : ICommand<DisputeDetails>
{
    [JsonIgnore] public long Id { get; set; }
    [JsonIgnore] public long Version { get; set; }
    public bool IsAccepted { get; set; }
    public string? Answer { get; set; }
}

/// <summary>Disputes, newest first, by page; people of a member see those of the member.</summary>
[Requires(Permission.ReadDisputes)]
public sealed record ListDisputes : IQuery<Page<DisputeDetails>>
{
    /// <summary><c>open</c>, <c>accepted</c> or <c>rejected</c>; all without it.</summary>
    public string? State { get; init; }

    public long? After { get; init; }
    public int? Limit { get; init; }
}

/// <summary>One dispute.</summary>
[Requires(Permission.ReadDisputes)]
public sealed record GetDispute(long Id) : IQuery<DisputeDetails>;

public sealed record DisputeDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Member { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Address { get; init; } = "";
    public string Reason { get; init; } = "";
    public string State { get; init; } = "";
    public string? Answer { get; init; }
    public DateTime OpenedAt { get; init; }
    public string? OpenedByName { get; init; }
    public DateTime? AnsweredAt { get; init; }
    public string? AnsweredByName { get; init; }
}

sealed class OpenDisputeValidator : AbstractValidator<OpenDispute>
{
    // Only pages that show a line or a figure; never another site.
    static readonly string[] Places = ["/lignes/", "/croisement", "/bilans/", "/adherent/", "/tickets/", "/interventions/", "/formations/"];

    public OpenDisputeValidator()
    {
        RuleFor(d => d.Member).Line(200);
        RuleFor(d => d.Subject).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(400);
        RuleFor(d => d.Address).Must(address => address is not null && Places.Any(place => address.StartsWith(place, StringComparison.Ordinal))).WithMessage(_ => Words.AddressUnknown).Line(2000);
        RuleFor(d => d.Reason).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Paragraphs(4000);
    }
}

sealed class AnswerDisputeValidator : AbstractValidator<AnswerDispute>
{
    public AnswerDisputeValidator() => RuleFor(d => d.Answer).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Paragraphs(4000);
}

sealed class ListDisputesValidator : AbstractValidator<ListDisputes>
{
    public ListDisputesValidator()
    {
        RuleFor(l => l.State).Must(state => state is null or DisputeState.Open or DisputeState.Accepted or DisputeState.Rejected).WithMessage(_ => Words.StateUnknown);
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<DisputeDetails>.MaximumLimit).WithMessage(_ => TimeWords.LimitOutOfRange);
    }
}

sealed class OpenDisputeHandler(Db db, Codes codes, CurrentUser user, TimeProvider clock, Audit audit, DisputeReader reader) : IRequestHandler<OpenDispute, DisputeDetails>
{
    public async Task<DisputeDetails> Handle(OpenDispute request, CancellationToken ct)
    {
        var members = (await codes.Referentials(ct)).Members;
        var member = codes.Find(members, "Member", request.Member, null) ?? (user.MemberId is { } own ? members[own] : throw ReferentialErrors.Missing("Member"));
        var id = await db.Insert(InsertSql, new
        {
            MemberId = member.Id,
            Subject = request.Subject!.Trim(),
            request.Address,
            Reason = request.Reason!.Trim(),
            State = DisputeState.Open,
            OpenedAt = clock.GetUtcNow().UtcDateTime,
            OpenedByUserId = user.AuthorId,
        }, ct);
        await audit.Record("dispute", id, "add", null, request, ct);
        return await reader.Get(id, ct);
    }

    const string InsertSql = """
        INSERT INTO Disputes (MemberId, Subject, Address, Reason, State, Answer, OpenedAt, OpenedByUserId, AnsweredAt, AnsweredByUserId, Version)
        VALUES (@MemberId, @Subject, @Address, @Reason, @State, NULL, @OpenedAt, @OpenedByUserId, NULL, NULL, 1)
        """;
}

sealed class AnswerDisputeHandler(Db db, CurrentUser user, TimeProvider clock, Audit audit, DisputeReader reader) : IRequestHandler<AnswerDispute, DisputeDetails>
{
    public async Task<DisputeDetails> Handle(AnswerDispute request, CancellationToken ct)
    {
        var before = await reader.Get(request.Id, ct);
        var updated = await db.Execute(UpdateSql, new
        {
            request.Id,
            request.Version,
            State = request.IsAccepted ? DisputeState.Accepted : DisputeState.Rejected,
            Answer = request.Answer!.Trim(),
            AnsweredAt = clock.GetUtcNow().UtcDateTime,
            AnsweredByUserId = user.AuthorId,
        }, ct);
        if (updated == 0) throw RequestErrors.ChangedMeanwhile();
        var after = await reader.Get(request.Id, ct);
        await audit.Record("dispute", request.Id, "change", before, after, ct);
        return after;
    }

    const string UpdateSql = """
        UPDATE Disputes
        SET State = @State, Answer = @Answer, AnsweredAt = @AnsweredAt, AnsweredByUserId = @AnsweredByUserId, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}

sealed class GetDisputeHandler(DisputeReader reader) : IRequestHandler<GetDispute, DisputeDetails>
{
    public Task<DisputeDetails> Handle(GetDispute request, CancellationToken ct) => reader.Get(request.Id, ct);
}

sealed class ListDisputesHandler(DisputeReader reader) : IRequestHandler<ListDisputes, Page<DisputeDetails>>
{
    public Task<Page<DisputeDetails>> Handle(ListDisputes request, CancellationToken ct) => reader.List(request, ct);
}

/// <summary>Reads disputes within the reader's reach.</summary>
sealed class DisputeReader(Db db, Codes codes, CurrentUser user)
{
    const string SelectSql = """
        SELECT d.Id, d.Version, d.MemberId, d.Subject, d.Address, d.Reason, d.State, d.Answer, d.OpenedAt, o.DisplayName AS OpenedByName, d.AnsweredAt, a.DisplayName AS AnsweredByName
        FROM Disputes d
        LEFT JOIN Users o ON o.Id = d.OpenedByUserId
        LEFT JOIN Users a ON a.Id = d.AnsweredByUserId
        """;

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<DisputeDetails> Get(long id, CancellationToken ct)
    {
        var row = await db.FirstOrDefault<DisputeRow>(DisputeSql, new { Id = id }, ct);
        return row is not null && user.Sees(row.MemberId) ? row.Details(await codes.Referentials(ct)) : throw RequestErrors.NotFound();
    }

    const string DisputeSql = $"{SelectSql} WHERE d.Id = @Id";

    public async Task<Page<DisputeDetails>> List(ListDisputes list, CancellationToken ct)
    {
        List<string> conditions = [];
        if (list.State is not null) conditions.Add(StateWhereSql);
        if (list.After is not null) conditions.Add(AfterWhereSql);
        if (user.MemberScope is not null) conditions.Add(ScopeWhereSql);
        var rows = await db.Query<DisputeRow>(ListStatement(db.Dialect, conditions), new { list.State, After = list.After ?? 0, ScopeMemberIds = user.MemberScope ?? [], Take = Paging.LimitOf(list.Limit) + 1 }, ct);
        var all = await codes.Referentials(ct);
        return Page<DisputeDetails>.Of([.. rows.Select(row => row.Details(all))], Paging.LimitOf(list.Limit), dispute => dispute.Id.ToString(CultureInfo.InvariantCulture));
    }

    const string StateWhereSql = "d.State = @State";
    const string AfterWhereSql = "d.Id < @After";
    const string ScopeWhereSql = "d.MemberId IN @ScopeMemberIds";

    static string ListStatement(SqlDialect dialect, IReadOnlyCollection<string> conditions) =>
        $"{SelectSql}{(conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}")} ORDER BY d.Id DESC{dialect.Page}";

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => [ListStatement(dialect, []), ListStatement(dialect, [StateWhereSql, AfterWhereSql, ScopeWhereSql])];

    sealed record DisputeRow
    {
        public long Id { get; init; }
        public long Version { get; init; }
        public long MemberId { get; init; }
        public string Subject { get; init; } = "";
        public string Address { get; init; } = "";
        public string Reason { get; init; } = "";
        public string State { get; init; } = "";
        public string? Answer { get; init; }
        public DateTime OpenedAt { get; init; }
        public string? OpenedByName { get; init; }
        public DateTime? AnsweredAt { get; init; }
        public string? AnsweredByName { get; init; }

        public DisputeDetails Details(Referentials.Referentials all) => new()
        {
            Id = Id, Version = Version, Member = all.Members[MemberId].Code, Subject = Subject, Address = Address, Reason = Reason, State = State, Answer = Answer,
            OpenedAt = OpenedAt, OpenedByName = OpenedByName, AnsweredAt = AnsweredAt, AnsweredByName = AnsweredByName,
        };
    }
}

static class DisputeRoutes
{
    public static void MapDisputes(this RouteGroupBuilder api)
    {
        var disputes = api.MapGroup("/disputes").WithTags("Contestations");
        disputes.MapGet("/", (Api api, [AsParameters] ListDisputes list) => api.Send(list));
        disputes.MapPost("/", (Api api, OpenDispute dispute) => api.Create(dispute, d => $"/api/v1/disputes/{d.Id}", d => d.Version)).Produces<DisputeDetails>(201);
        disputes.MapGet("/{id:long}", (Api api, long id) => api.Show(new GetDispute(id), d => d.Version)).Produces<DisputeDetails>();
        disputes.MapPost("/{id:long}/answer", (Api api, long id, AnswerDispute answer) => api.Show(answer with { Id = id, Version = api.Version }, d => d.Version)).Produces<DisputeDetails>();
    }
}
