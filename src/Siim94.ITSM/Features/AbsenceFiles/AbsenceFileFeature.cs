using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.AbsenceFiles;

/// <summary>Absences as files: above both, the absences and what writes files.</summary>
static class AbsenceFileFeature
{
    public static void MapAbsenceFiles(this RouteGroupBuilder api)
    {
        foreach (var format in ListFormat.All)
            api.MapGet(
                    $"/absences.{format.Extension}",
                    (Api api, [AsParameters] AbsenceFilter filter, string? dialect, CancellationToken ct) =>
                        AbsenceFile.Of(api, filter.List).As(format, api, dialect, ct)
                )
                .Sends<ListAbsences>()
                .WithTags("Absences")
                .WithSummary($"Absences, {format.Name}")
                .WithDescription($"Those of colleagues without their kind where it is private. {format.Description}");
        api.MapGet("/absences.ics", (Api api, [AsParameters] AbsenceFilter filter) => AbsenceCalendar.Ics(api, filter.List))
            .Sends<ListAbsences>()
            .WithTags("Absences")
            .WithSummary("Absences as a calendar")
            .WithDescription("Those of colleagues without their kind where it is private; refused ones are left out.");
        foreach (var format in ListFormat.All)
            api.MapGet(
                    $"/absence-balances.{format.Extension}",
                    (Api api, int? year, string? agent, string? team, string? kind, string? dialect, CancellationToken ct) =>
                        BalanceFile.Of(api, BalancesOf(year, agent, team, kind)).As(format, api, dialect, ct)
                )
                .Sends<ListAbsenceBalances>()
                .WithTags("Absences")
                .WithSummary($"What agents may take of each kind in a year, took and asked for, {format.Name}")
                .WithDescription(format.Description);
    }

    static ListAbsenceBalances BalancesOf(int? year, string? agent, string? team, string? kind) =>
        new()
        {
            Year = year,
            Agent = agent,
            Team = team,
            Kind = kind,
        };
}

/// <summary>Which absences a file holds; as <see cref="ListAbsences"/>, all pages of it.</summary>
sealed record AbsenceFilter
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Agent { get; init; }
    public string? Team { get; init; }
    public string? Kind { get; init; }
    public string? Status { get; init; }

    public ListAbsences List =>
        new()
        {
            From = From,
            To = To,
            Agent = Agent,
            Team = Team,
            Kind = Kind,
            Status = Status,
            Limit = Page<AbsenceDetails>.MaximumLimit,
        };
}

/// <summary>All absences of a list, page after page.</summary>
static class AbsencePages
{
    public static async IAsyncEnumerable<IReadOnlyList<AbsenceDetails>> Of(Api api, ListAbsences list, Page<AbsenceDetails> first)
    {
        for (var page = first; ; page = await api.Send(list with { After = page.Next }))
        {
            yield return page.Items;
            if (page.Next is null)
                yield break;
        }
    }

    public static string NameOf(Api api, string extension) => $"absences_{Paris.ToLocal(api.Now):yyyy-MM-dd}.{extension}";
}
