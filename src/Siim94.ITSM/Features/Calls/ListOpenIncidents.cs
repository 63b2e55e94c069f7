using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Calls;

/// <summary>Incidents open now on a site or on an application: what somebody who calls may have met as well. The ten newest.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ListOpenIncidents : IQuery<IReadOnlyList<TicketLine>>
{
    public string? Site { get; init; }
    public string? Application { get; init; }
}

sealed class ListOpenIncidentsValidator : AbstractValidator<ListOpenIncidents>
{
    public ListOpenIncidentsValidator()
    {
        RuleFor(l => l.Site).Line(200);
        RuleFor(l => l.Application).Line(200);
    }
}

sealed class ListOpenIncidentsHandler(TicketReader reader, ReferentialLookup codes, Db db)
    : IRequestHandler<ListOpenIncidents, IReadOnlyList<TicketLine>>
{
    const int Most = 10;

    public async Task<IReadOnlyList<TicketLine>> Handle(ListOpenIncidents request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var site = codes.Find(all.Sites, "Site", request.Site, null);
        var application = codes.Find(all.Applications, "Application", request.Application, null);
        var numbers = new HashSet<long>();
        if (site is not null)
            numbers.UnionWith(await Newest(OnSiteSql, site.Id, ct));
        if (application is not null)
            numbers.UnionWith(await Newest(OnApplicationSql, application.Id, ct));
        return await reader.Lines([.. numbers.OrderDescending().Take(Most)], ct);
    }

    Task<IReadOnlyList<long>> Newest(string sql, long id, CancellationToken ct) =>
        db.Query<long>(sql + db.Dialect.FirstRows, new { Id = id, Take = Most }, ct);

    const string OnSiteSql = """
        SELECT t.Id
        FROM Tickets t
        WHERE t.SiteId = @Id AND t.Status IN ('new', 'assigned', 'planned', 'pending') AND t.Type = 'incident'
        ORDER BY t.Id DESC
        """;

    const string OnApplicationSql = """
        SELECT t.Id
        FROM Tickets t
        WHERE t.ApplicationId = @Id AND t.Status IN ('new', 'assigned', 'planned', 'pending') AND t.Type = 'incident'
        ORDER BY t.Id DESC
        """;
}
