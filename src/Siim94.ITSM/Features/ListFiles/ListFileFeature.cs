using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>Visits, shifts, sessions, people, accounts and referentials as files: above them and what writes files.</summary>
static class ListFileFeature
{
    public static void MapListFiles(this RouteGroupBuilder api)
    {
        api.MapGet("/interventions.csv", (Api api, [AsParameters] InterventionFilter filter, string? dialect) =>
                LoggedFiles.Of(api, filter.List).Csv(api, dialect)
            )
            .Sends<ListInterventions>()
            .WithTags("Interventions")
            .WithSummary("All visits that a filter lets through, as CSV")
            .WithDescription(ReportCsv.Dialects);
        api.MapGet("/interventions.xlsx", (Api api, [AsParameters] InterventionFilter filter, CancellationToken ct) =>
                LoggedFiles.Of(api, filter.List).Xlsx(api, ct)
            )
            .Sends<ListInterventions>()
            .WithTags("Interventions")
            .WithSummary("All visits that a filter lets through, as a workbook");
        api.MapGet("/hotline-shifts.csv", (Api api, DateOnly? from, DateOnly? to, string? dialect) =>
                LoggedFiles.Of(api, ShiftsOf(from, to)).Csv(api, dialect)
            )
            .Sends<ListHotlineShifts>()
            .WithTags("Hotline")
            .WithSummary("Shifts of the hotline between two days, as CSV")
            .WithDescription(ReportCsv.Dialects);
        api.MapGet("/hotline-shifts.xlsx", (Api api, DateOnly? from, DateOnly? to, CancellationToken ct) =>
                LoggedFiles.Of(api, ShiftsOf(from, to)).Xlsx(api, ct)
            )
            .Sends<ListHotlineShifts>()
            .WithTags("Hotline")
            .WithSummary("Shifts of the hotline between two days, as a workbook");
        api.MapGet("/training-sessions.csv", (Api api, DateOnly? from, DateOnly? to, string? category, string? dialect) =>
                LoggedFiles.Of(api, SessionsOf(from, to, category)).Csv(api, dialect)
            )
            .Sends<ListTrainingSessions>()
            .WithTags("Formations")
            .WithSummary("Training sessions, one line for each member that came, as CSV")
            .WithDescription(ReportCsv.Dialects);
        api.MapGet("/training-sessions.xlsx", (Api api, DateOnly? from, DateOnly? to, string? category, CancellationToken ct) =>
                LoggedFiles.Of(api, SessionsOf(from, to, category)).Xlsx(api, ct)
            )
            .Sends<ListTrainingSessions>()
            .WithTags("Formations")
            .WithSummary("Training sessions as a workbook");
        api.MapGet("/people.csv", (Api api, string? q, string? member, bool? includeInactive, string? dialect) =>
                PeopleFile.Of(api, PeopleOf(q, member, includeInactive)).Csv(api, dialect)
            )
            .Sends<ListPeople>()
            .WithTags("People")
            .WithSummary("People of the directory that a filter lets through, as CSV")
            .WithDescription(ReportCsv.Dialects);
        api.MapGet("/people.xlsx", (Api api, string? q, string? member, bool? includeInactive, CancellationToken ct) =>
                PeopleFile.Of(api, PeopleOf(q, member, includeInactive)).Xlsx(api, ct)
            )
            .Sends<ListPeople>()
            .WithTags("People")
            .WithSummary("People of the directory that a filter lets through, as a workbook");
        api.MapGet("/accounts.csv", (Api api, string? dialect) => AccountFile.Of(api).Csv(api, dialect))
            .Sends<ListAccounts>()
            .WithTags("Compte")
            .WithSummary("All accounts, as CSV")
            .WithDescription(ReportCsv.Dialects);
        api.MapGet("/accounts.xlsx", (Api api, CancellationToken ct) => AccountFile.Of(api).Xlsx(api, ct))
            .Sends<ListAccounts>()
            .WithTags("Compte")
            .WithSummary("All accounts, as a workbook");
        foreach (var (path, referential) in ReferentialFeature.AllPaths)
            MapReferential(api, path, referential);
    }

    static void MapReferential(RouteGroupBuilder api, string path, string referential)
    {
        var csv = api.MapGet($"/{path}.csv", (Api api, string? q, bool? includeClosed, string? dialect) =>
                ReferentialFile.Of(api, RowsOf(referential, q, includeClosed)).Csv(api, dialect)
            )
            .Sends<ListReferential>()
            .WithTags(ReferentialFeature.Tag)
            .WithSummary($"The {path.Replace('-', ' ')}, as CSV")
            .WithDescription(ReportCsv.Dialects);
        var workbook = api.MapGet($"/{path}.xlsx", (Api api, string? q, bool? includeClosed, CancellationToken ct) =>
                ReferentialFile.Of(api, RowsOf(referential, q, includeClosed)).Xlsx(api, ct)
            )
            .Sends<ListReferential>()
            .WithTags(ReferentialFeature.Tag)
            .WithSummary($"The {path.Replace('-', ' ')}, as a workbook");
        if (referential == "agent")
            foreach (var file in new[] { csv, workbook })
                file.WithMetadata(new RequiresAttribute(Permission.ReadAgents));
    }

    static ListReferential RowsOf(string referential, string? q, bool? includeClosed) =>
        new()
        {
            Referential = referential,
            Q = q,
            IncludeClosed = includeClosed ?? false,
            Limit = Page<ReferentialLine>.MaximumLimit,
        };

    static ListHotlineShifts ShiftsOf(DateOnly? from, DateOnly? to) =>
        new()
        {
            From = from,
            To = to,
            Limit = Page<HotlineShiftDetails>.MaximumLimit,
        };

    static ListTrainingSessions SessionsOf(DateOnly? from, DateOnly? to, string? category) =>
        new()
        {
            From = from,
            To = to,
            Category = category,
            Limit = Page<TrainingSessionDetails>.MaximumLimit,
        };

    static ListPeople PeopleOf(string? q, string? member, bool? includeInactive) =>
        new()
        {
            Q = q,
            Member = member,
            IncludeInactive = includeInactive,
            Limit = Page<PersonLine>.MaximumLimit,
        };
}

/// <summary>Which visits a file holds; as <see cref="ListInterventions"/>, all pages of it.</summary>
sealed record InterventionFilter
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Member { get; init; }
    public string? Agent { get; init; }
    public string? Kind { get; init; }

    public ListInterventions List =>
        new()
        {
            From = From,
            To = To,
            Member = Member,
            Agent = Agent,
            Kind = Kind,
            Limit = Page<InterventionDetails>.MaximumLimit,
        };
}
