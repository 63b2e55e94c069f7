using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.MemberYears;

static class MemberYearFeature
{
    public static void MapMemberYears(this RouteGroupBuilder api)
    {
        var years = api.MapGroup("/members/{code}/years").WithTags("Bilan");
        years
            .MapGet("/{year:int}", (Api api, string code, int year) => api.Send(new GetMemberYear(code, year)))
            .Sends<GetMemberYear>()
            .WithSummary("What a member received in a year and the year before")
            .WithDescription("With the entities attached to it, beside the median of the members of its kind.");
        years
            .MapGet("/{year:int}.xlsx", async (Api api, string code, int year, CancellationToken ct) =>
            {
                var answer = await api.Send(new GetMemberYear(code, year));
                (string, Func<string?, Task<ReportLines>>)[] lines =
                [
                    .. MemberLines.Measures.Select(measure =>
                        (
                            MeasureWords.Short(measure),
                            (Func<string?, Task<ReportLines>>)(after => api.Send(MemberLines.Of(code, year, measure, after)))
                        )
                    ),
                ];
                return await ReportSheets.TablesAndLines(
                    api,
                    answer.Figures.Title,
                    $"{year - 1}–{year}",
                    [answer.Figures, .. answer.Tables.Select(table => table.Report)],
                    lines,
                    $"{code}-{year}.xlsx",
                    ct
                );
            })
            .Sends<GetMemberYear>()
            .WithSummary("A member's year as a workbook: its figures, its tables and the lines behind them")
            .WithDescription("The lines of days, tickets, visits and people trained have a sheet each.");
    }
}
