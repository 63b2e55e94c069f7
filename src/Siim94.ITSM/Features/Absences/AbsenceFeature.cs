using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Absences;

/// <summary>When people are expected, when they are away, and how much of expected time is accounted for.</summary>
static class AbsenceFeature
{
    const string Tag = "Absences";

    public static IServiceCollection AddAbsences(this IServiceCollection services) =>
        services
            .AddScoped<AbsenceRights>()
            .AddScoped<AbsenceKinds>()
            .AddScoped<AbsenceReader>()
            .AddScoped<AbsenceWriter>()
            .AddScoped<AbsenceBalances>()
            .AddScoped<CalendarReader>()
            .AddSingleton<AbsentYears>()
            .AddScoped<WorkPatterns>()
            .AddScoped<Closures>()
            .AddScoped<WorkedDays>()
            .AddSingleton<WorkedMonths>()
            .AddScoped<CoverageReader>()
            .AddScoped<MissingWeeks>()
            .AddScoped<Reminders>()
            .AddSingleton<IMailWriter, ReminderMail>();

    public static void MapAbsences(this RouteGroupBuilder api)
    {
        MapOwn(api.MapGroup("/absences").WithTags(Tag));
        MapSettings(api);
        MapReminders(api.MapGroup("/reminders").WithTags(Tag));
        api.MapGet("/coverage", async (Api api, [AsParameters] GetCoverage query) => new CoverageJson(await api.Send(query)))
            .Produces<CoverageOfAgents>()
            .WithTags(Tag)
            .WithSummary("Expected, worked, absent, missing and excess minutes, by agent and day")
            .WithDescription(
                "Expected = worked + absent + missing − excess, on each day and so in every sum. Of oneself, of teams that one leads, "
                    + "or of everybody for managers. Days on which nothing was expected or worked are left out."
            );
    }

    static void MapOwn(RouteGroupBuilder absences)
    {
        absences
            .MapGet("/", (Api api, [AsParameters] ListAbsences list) => api.Send(list))
            .WithSummary("Absences, oldest first, by page")
            .WithDescription("Of colleagues, those that are approved, without their kind where it is private.");
        absences
            .MapPost("/", (Api api, AskAbsence absence) => api.Create(absence, a => $"/api/v1/absences/{a.Id}", a => a.Version))
            .Produces<AbsenceDetails>(201);
        absences
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetAbsence(id), a => a.Version))
            .Sends<GetAbsence>()
            .Produces<AbsenceDetails>()
            .WithSummary("One absence");
        absences
            .MapPut("/{id:long}", (Api api, long id, ChangeAbsence absence) =>
                api.Show(absence with { Id = id, Version = api.Version }, a => a.Version)
            )
            .Produces<AbsenceDetails>();
        absences
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteAbsence(id, api.Version)))
            .Sends<DeleteAbsence>()
            .Produces(204)
            .WithSummary("Takes an absence back; its history keeps it");
        absences
            .MapPost("/{id:long}/restore", (Api api, long id) =>
                api.Create(new RestoreAbsence(id), a => $"/api/v1/absences/{a.Id}", a => a.Version)
            )
            .Sends<RestoreAbsence>()
            .Produces<AbsenceDetails>(201)
            .TakesKey()
            .WithSummary("Puts an absence back that one has taken back, asked for anew");
        absences
            .MapPost("/{id:long}/approve", (Api api, long id, ApproveAbsence? decision) =>
                api.Show((decision ?? new()) with { Id = id, Version = api.StatedVersion }, a => a.Version)
            )
            .Produces<AbsenceDetails>();
        absences
            .MapPost("/{id:long}/refuse", (Api api, long id, RefuseAbsence? decision) =>
                api.Show((decision ?? new()) with { Id = id, Version = api.StatedVersion }, a => a.Version)
            )
            .Produces<AbsenceDetails>();
    }

    static void MapReminders(RouteGroupBuilder reminders)
    {
        reminders
            .MapGet("/", (Api api, [AsParameters] ListReminders list) => api.Send(list))
            .WithSummary("Who misses what in the weeks that are over, and who was reminded")
            .WithDescription("Oneself, the teams that one leads, or everybody for managers.");
        reminders
            .MapGet("/own", (Api api) => api.Send(new GetOwnMissingTime()))
            .Sends<GetOwnMissingTime>()
            .WithSummary("What one misses oneself in the weeks that are over");
        reminders.MapPost("/send", (Api api, SendReminders? request) => api.Send(request ?? new()));
    }

    static void MapSettings(RouteGroupBuilder api)
    {
        var kinds = api.MapGroup("/absence-kinds").WithTags(Tag);
        kinds.MapGet("/", (Api api) => api.Send(new ListAbsenceKinds())).Sends<ListAbsenceKinds>().WithSummary("Kinds of absence");
        kinds
            .MapPost("/", (Api api, AddAbsenceKind kind) => api.Create(kind, k => $"/api/v1/absence-kinds/{k.Code}", k => k.Version))
            .Produces<AbsenceKindRow>(201);
        kinds
            .MapPut("/{code}", (Api api, string code, ChangeAbsenceKind kind) =>
                api.Show(kind with { Code = code, Version = api.Version }, k => k.Version)
            )
            .Produces<AbsenceKindRow>();

        var balances = api.MapGroup("/absence-balances").WithTags(Tag);
        balances
            .MapGet("/", (Api api, [AsParameters] ListAbsenceBalances list) => api.Send(list))
            .WithSummary("What agents may take of each kind in a year, took and asked for, in days");
        balances
            .MapPost("/", (Api api, SetAbsenceAllowance allowance) =>
                api.Create(allowance, balance =>
                    $"/api/v1/absence-balances?agent={Uri.EscapeDataString(balance.Agent)}&year={balance.Year}"
                )
            )
            .Produces<AbsenceBalance>(201);
        balances
            .MapDelete("/", (Api api, string agent, string kind, int year) => api.Do(new DeleteAbsenceAllowance(agent, kind, year)))
            .Sends<DeleteAbsenceAllowance>()
            .Produces(204)
            .WithSummary("Takes back what an agent may take of a kind in a year");

        var patterns = api.MapGroup("/work-patterns").WithTags(Tag);
        patterns
            .MapGet("/", (Api api, [AsParameters] ListWorkPatterns list) => api.Send(list))
            .WithSummary("What agents are expected to work, by agent and date")
            .WithDescription("Without a pattern, an agent is expected for the length of their day from Monday to Friday.");
        patterns
            .MapPost("/", (Api api, AddWorkPattern pattern) =>
                api.Create(pattern, p => $"/api/v1/work-patterns?agent={Uri.EscapeDataString(p.Agent)}", p => p.Version)
            )
            .Produces<WorkPattern>(201);
        patterns
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteWorkPattern(id, api.Version)))
            .Sends<DeleteWorkPattern>()
            .Produces(204)
            .WithSummary("Deletes a work pattern: what held before it holds again");

        var closures = api.MapGroup("/closures").WithTags(Tag);
        closures
            .MapGet("/", (Api api, [AsParameters] ListClosures list) => api.Send(list))
            .WithSummary("Days on which the organisation, or a team, is closed");
        closures
            .MapPost("/", (Api api, AddClosure closure) => api.Create(closure, c => $"/api/v1/closures?year={c.From.Year}", c => c.Version))
            .Produces<Closure>(201);
        closures
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteClosure(id, api.Version)))
            .Sends<DeleteClosure>()
            .Produces(204)
            .WithSummary("Deletes a closure: people are expected again");
    }
}
