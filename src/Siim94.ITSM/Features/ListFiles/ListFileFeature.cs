using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Mailboxes;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>
/// Lists as files: visits, shifts, sessions, people, accounts, mail, disputes, imports, scheduled reports and referentials; above them and
/// what writes files.
/// </summary>
static class ListFileFeature
{
    public static void MapListFiles(this RouteGroupBuilder api)
    {
        foreach (var format in ListFormat.All)
        {
            MapWork(api, format);
            MapPeople(api, format);
            MapMail(api, format);
            MapOthers(api, format);
            foreach (var (path, referential) in ReferentialFeature.AllPaths)
                MapReferential(api, format, path, referential);
        }
    }

    static void MapWork(RouteGroupBuilder api, ListFormat format)
    {
        api.MapGet(
                $"/interventions.{format.Extension}",
                (Api api, [AsParameters] InterventionFilter filter, string? dialect, CancellationToken ct) =>
                    LoggedFiles.Of(api, filter.List).As(format, api, dialect, ct)
            )
            .Sends<ListInterventions>()
            .WithTags("Interventions")
            .WithSummary($"All visits that a filter lets through, {format.Name}")
            .WithDescription(format.Description);
        api.MapGet(
                $"/hotline-shifts.{format.Extension}",
                (Api api, DateOnly? from, DateOnly? to, string? agent, string? sort, string? dialect, CancellationToken ct) =>
                    LoggedFiles.Of(api, ShiftsOf(from, to, agent, sort)).As(format, api, dialect, ct)
            )
            .Sends<ListHotlineShifts>()
            .WithTags("Hotline")
            .WithSummary($"Shifts of the hotline between two days, {format.Name}")
            .WithDescription(format.Description);
        api.MapGet(
                $"/training-sessions.{format.Extension}",
                (Api api, [AsParameters] SessionFilter filter, string? dialect, CancellationToken ct) =>
                    LoggedFiles.Of(api, filter.List).As(format, api, dialect, ct)
            )
            .Sends<ListTrainingSessions>()
            .WithTags("Formations")
            .WithSummary($"Training sessions, one a line, {format.Name}")
            .WithDescription(format.Description);
    }

    static void MapPeople(RouteGroupBuilder api, ListFormat format)
    {
        api.MapGet(
                $"/people.{format.Extension}",
                (Api api, string? q, string? member, bool? includeInactive, string? sort, string? dialect, CancellationToken ct) =>
                    PeopleFile.Of(api, PeopleOf(q, member, includeInactive, sort)).As(format, api, dialect, ct)
            )
            .Sends<ListPeople>()
            .WithTags("Annuaire")
            .WithSummary($"People of the directory that a filter lets through, {format.Name}")
            .WithDescription(format.Description);
        api.MapGet($"/accounts.{format.Extension}", (Api api, string? search, string? dialect, CancellationToken ct) =>
                AccountFile.Of(api, new() { Search = search }).As(format, api, dialect, ct)
            )
            .Sends<ListAccounts>()
            .WithTags("Compte")
            .WithSummary($"All accounts, {format.Name}")
            .WithDescription(format.Description);
    }

    static void MapMail(RouteGroupBuilder api, ListFormat format)
    {
        api.MapGet($"/mail/inbox.{format.Extension}", (Api api, string? state, string? dialect, CancellationToken ct) =>
                MailFiles.Of(api, new ListReceivedMails { State = state, Limit = Page<object>.MaximumLimit }).As(format, api, dialect, ct)
            )
            .Sends<ListReceivedMails>()
            .WithTags("Messagerie")
            .WithSummary($"Mails that came in, {format.Name}")
            .WithDescription(format.Description);
        api.MapGet($"/mail/outbox.{format.Extension}", (Api api, string? dialect, CancellationToken ct) =>
                MailFiles.Of(api, new ListOutbox { Limit = Page<object>.MaximumLimit }).As(format, api, dialect, ct)
            )
            .Sends<ListOutbox>()
            .WithTags("Messagerie")
            .WithSummary($"Mail that leaves, {format.Name}")
            .WithDescription(format.Description);
        api.MapGet($"/mail/dead.{format.Extension}", (Api api, string? dialect, CancellationToken ct) =>
                MailFiles.Of(api, new ListOutbox { IsDead = true, Limit = Page<object>.MaximumLimit }).As(format, api, dialect, ct)
            )
            .Sends<ListOutbox>()
            .WithTags("Messagerie")
            .WithSummary($"Mail that was given up, or may not have arrived, {format.Name}")
            .WithDescription(format.Description);
    }

    static void MapOthers(RouteGroupBuilder api, ListFormat format)
    {
        api.MapGet($"/disputes.{format.Extension}", (Api api, string? state, string? dialect, CancellationToken ct) =>
                DisputeListFile.Of(api, new ListDisputes { State = state, Limit = Page<object>.MaximumLimit }).As(format, api, dialect, ct)
            )
            .Sends<ListDisputes>()
            .WithTags("Contestations")
            .WithSummary($"Disputes, {format.Name}")
            .WithDescription(format.Description);
        api.MapGet($"/imports.{format.Extension}", (Api api, string? dialect, CancellationToken ct) =>
                ImportListFile.Of(api).As(format, api, dialect, ct)
            )
            .Sends<ListImports>()
            .WithTags("Imports")
            .WithSummary($"Imports of files, {format.Name}")
            .WithDescription(format.Description);
        api.MapGet($"/report-schedules.{format.Extension}", (Api api, string? dialect, CancellationToken ct) =>
                ReportScheduleFile.Of(api).As(format, api, dialect, ct)
            )
            .Sends<ListReportSchedules>()
            .WithTags("Envois")
            .WithSummary($"Scheduled reports, {format.Name}")
            .WithDescription(format.Description);
    }

    static void MapReferential(RouteGroupBuilder api, ListFormat format, string path, string referential)
    {
        var file = api.MapGet(
                $"/{path}.{format.Extension}",
                (Api api, string? q, bool? includeClosed, string? dialect, CancellationToken ct) =>
                    ReferentialFile.Of(api, RowsOf(referential, q, includeClosed)).As(format, api, dialect, ct)
            )
            .Sends<ListReferential>()
            .WithTags(ReferentialFeature.Tag)
            .WithSummary($"The {path.Replace('-', ' ')}, {format.Name}")
            .WithDescription(format.Description);
        if (referential == "agent")
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

    static ListHotlineShifts ShiftsOf(DateOnly? from, DateOnly? to, string? agent, string? sort) =>
        new()
        {
            From = from,
            To = to,
            Agent = agent,
            Sort = sort,
            Limit = Page<HotlineShiftDetails>.MaximumLimit,
        };

    static ListPeople PeopleOf(string? q, string? member, bool? includeInactive, string? sort) =>
        new()
        {
            Q = q,
            Member = member,
            IncludeInactive = includeInactive,
            Sort = sort,
            Limit = Page<PersonLine>.MaximumLimit,
        };
}

/// <summary>Which visits a file holds; as <see cref="ListInterventions"/>, all pages of it.</summary>
sealed record InterventionFilter
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Member { get; init; }
    public string? Site { get; init; }
    public string? Agent { get; init; }
    public string? Kind { get; init; }
    public string? Sort { get; init; }

    public ListInterventions List =>
        new()
        {
            From = From,
            To = To,
            Member = Member,
            Site = Site,
            Agent = Agent,
            Kind = Kind,
            Sort = Sort,
            Limit = Page<InterventionDetails>.MaximumLimit,
        };
}

/// <summary>Which sessions a file holds; as <see cref="ListTrainingSessions"/>, all pages of it.</summary>
sealed record SessionFilter
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Category { get; init; }
    public string? Agent { get; init; }
    public string? Member { get; init; }
    public string? Sort { get; init; }

    public ListTrainingSessions List =>
        new()
        {
            From = From,
            To = To,
            Category = Category,
            Agent = Agent,
            Member = Member,
            Sort = Sort,
            Limit = Page<TrainingSessionDetails>.MaximumLimit,
        };
}
