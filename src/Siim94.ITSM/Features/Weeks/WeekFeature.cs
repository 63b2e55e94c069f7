using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>The week of each person as a grid, and the timer.</summary>
static class WeekFeature
{
    public static IServiceCollection AddWeeks(this IServiceCollection services) =>
        services
            .AddScoped<WeekAddress>()
            .AddScoped<WeekReader>()
            .AddScoped<WeekWriter>()
            .AddScoped<WeekRows>()
            .AddScoped<WeekProposals>()
            .AddScoped<WeekTemplates>()
            .AddScoped<Timers>();

    public static void MapWeeks(this RouteGroupBuilder api)
    {
        var week = api.MapGroup("/weeks/{agent}/{week}").WithTags("Semaine");
        week.MapGet("/", (Api api, string agent, string week) => api.Send(new GetWeek(agent, week)))
            .Sends<GetWeek>()
            .WithSummary("Somebody's week: rows, cells, what each day expects")
            .WithDescription("The week is written 2026-W48. One's own, or that of an agent whose time one logs.");
        week.MapPut("/cells", (Api api, string agent, string week, CellsBody body) =>
                api.Send(body.Request with { Agent = agent, Week = week })
            )
            .Sends<SaveWeekCells>()
            .Accepts<SaveWeekCells>("application/json")
            .TakesKey()
            .WithSummary("Writes up to 200 cells, all or none")
            .WithDescription(
                "A row is its key or an object of its axes. A blank quantity takes away what is there. A cell that has changed since "
                    + "the version that is sent is answered 412 with what it holds now."
            );
        week.MapPost("/copy", (Api api, string agent, string week, CopyWeek copy) => api.Send(copy with { Agent = agent, Week = week }));
        week.MapGet("/rows", (Api api, string agent, string week, string? find) => api.Send(new FindWeekRows(agent, week) { Find = find }))
            .Sends<FindWeekRows>()
            .WithSummary("Rows by words of any axis; the usual ones without words");
        week.MapPost("/rows", (Api api, string agent, string week, KeepWeekRow row) =>
                api.Create(row with { Agent = agent, Week = week }, _ => $"/api/v1/weeks/{agent}/{week}")
            )
            .Produces<WeekRow>(201);
        week.MapDelete("/rows", (Api api, string agent, string week, string row, bool favourite = false) =>
                api.Do(new DropWeekRow(agent, week, row, favourite))
            )
            .Sends<DropWeekRow>()
            .Produces(204)
            .WithSummary("Takes a row out of a week, or out of every week; its lines stay");
        week.MapGet("/templates", (Api api, string agent, string week) => api.Send(new ListWeekTemplates(agent, week)))
            .Sends<ListWeekTemplates>()
            .WithSummary("Shapes of a week that the agent keeps, by name");
        week.MapPost("/templates", (Api api, string agent, string week, SaveWeekTemplate template) =>
                api.Create(template with { Agent = agent, Week = week }, _ => $"/api/v1/weeks/{agent}/{week}/templates")
            )
            .Produces<WeekTemplate>(201);
        week.MapDelete("/templates", (Api api, string agent, string week, string name) => api.Do(new DeleteWeekTemplate(agent, week, name)))
            .Sends<DeleteWeekTemplate>()
            .Produces(204)
            .WithSummary("Forgets a shape of a week");
        week.MapPost("/proposals/confirm", (Api api, string agent, string week, ConfirmProposals? confirm) =>
            api.Send((confirm ?? new()) with { Agent = agent, Week = week })
        );
        week.MapPost("/proposals/refuse", (Api api, string agent, string week, RefuseProposals refuse) =>
            api.Send(refuse with { Agent = agent, Week = week })
        );

        var timers = api.MapGroup("/timers").WithTags("Semaine");
        timers
            .MapGet("/", (Api api, [AsParameters] ListTimers list) => api.Send(list))
            .WithSummary("The timer that runs; none when nothing runs");
        timers.MapPost("/", (Api api, StartTimer timer) => api.Create(timer, _ => "/api/v1/timers")).Produces<TimerDetails>(201);
        timers
            .MapPost("/stop", (Api api, StopTimer? timer) => api.Create(timer ?? new(), line => $"/api/v1/time-entries/{line.Id}"))
            .Sends<StopTimer>()
            .Produces<TimeEntryDetails>(201);
        timers
            .MapDelete("/", (Api api, string? agent) => api.Do(new DropTimer(agent)))
            .Sends<DropTimer>()
            .Produces(204)
            .WithSummary("Gives up a timer: it becomes no line");
    }
}
