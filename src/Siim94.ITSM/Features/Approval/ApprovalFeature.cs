using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Approval;

/// <summary>Time is submitted, approved and locked.</summary>
static class ApprovalFeature
{
    public static IServiceCollection AddApproval(this IServiceCollection services) =>
        services
            .AddScoped<TeamApprovals>()
            .AddScoped<SheetDays>()
            .AddScoped<TimesheetReader>()
            .AddScoped<TimeJudges>()
            .AddScoped<TimesheetList>()
            .AddScoped<TimesheetSteps>()
            .AddScoped<DayLocks>()
            .AddScoped<TimeCorrections>()
            .AddScoped<CorrectionMail.Queue>()
            .AddSingleton<IMailWriter, CorrectionMail>()
            .FillSlot<SheetPanel>(TimeLogPlaces.Week)
            .FillSlot<LateOfEdition>(ClosingPlaces.Edition);

    public static void MapApproval(this RouteGroupBuilder api)
    {
        const string tag = "Validation du temps";
        var weeks = api.MapGroup("/weeks").WithTags(tag);
        weeks
            .MapGet("/", (Api api, [AsParameters] ListTimesheets list) => api.Send(list))
            .WithSummary("Weeks and months that were submitted, oldest first, by page")
            .WithDescription("One's own, those of teams that one leads, or all for managers.");
        weeks.MapPost("/approve", (Api api, ApproveTimesheets? approval) => api.Send(approval ?? new()));

        var week = weeks.MapGroup("/{agent}/{week}");
        week.MapGet("/approval", (Api api, string agent, string week) => api.Show(new GetTimesheet(agent, week), t => t.Version))
            .Sends<GetTimesheet>()
            .Produces<TimesheetDetails>()
            .WithSummary("Where the week or month of an agent stands, what the checks warn of, and what was said")
            .WithDescription("`2026-W48`, or `2026-11` where the team submits by month.");
        week.MapPost("/submit", (Api api, string agent, string week, SubmitTimesheet? step) => Take(api, agent, week, step ?? new()))
            .Produces<TimesheetDetails>();
        week.MapPost("/approve", (Api api, string agent, string week, ApproveTimesheet? step) => Take(api, agent, week, step ?? new()))
            .Produces<TimesheetDetails>();
        week.MapPost("/return", (Api api, string agent, string week, ReturnTimesheet step) => Take(api, agent, week, step))
            .Produces<TimesheetDetails>();
        week.MapPost("/recall", (Api api, string agent, string week, RecallTimesheet? step) => Take(api, agent, week, step ?? new()))
            .Produces<TimesheetDetails>();

        week.MapPost("/corrections", (Api api, string agent, string week, AskCorrection correction) =>
                api.Create(correction with { Agent = agent, Period = week }, c => $"/api/v1/corrections/{c.Id}", c => c.Version)
            )
            .Produces<TimeCorrection>(201);

        var corrections = api.MapGroup("/corrections").WithTags(tag);
        corrections
            .MapGet("/", (Api api, [AsParameters] ListCorrections list) => api.Send(list))
            .WithSummary("Corrections of approved time that were asked for, newest first, by page")
            .WithDescription("One's own, those of teams that one leads, or all for managers.");
        corrections
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetCorrection(id), c => c.Version))
            .Sends<GetCorrection>()
            .Produces<TimeCorrection>()
            .WithSummary("One correction of approved time");
        corrections
            .MapPost("/{id:long}/accept", (Api api, long id, AcceptCorrection? decision) =>
                api.Show((decision ?? new()) with { Id = id, Version = api.StatedVersion }, c => c.Version)
            )
            .Produces<TimeCorrection>();
        corrections
            .MapPost("/{id:long}/refuse", (Api api, long id, RefuseCorrection decision) =>
                api.Show(decision with { Id = id, Version = api.StatedVersion }, c => c.Version)
            )
            .Produces<TimeCorrection>();

        var locks = api.MapGroup("/locks").WithTags(tag);
        locks
            .MapGet("/", (Api api) => api.Send(new ListLocks()))
            .Sends<ListLocks>()
            .WithSummary("Locks of days that are in force, of everybody and by team");
        locks.MapPost("/", (Api api, LockDays days) => api.Create(days, _ => "/api/v1/locks")).Produces<DayLockDetails>(201);
        locks
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new UnlockDays(id)))
            .Sends<UnlockDays>()
            .Produces(204)
            .WithSummary("Lifts a lock of days");

        api.MapGet("/late-entries", (Api api, [AsParameters] ListLateEntries list) => api.Send(list))
            .WithTags(tag)
            .WithSummary("What was written into days that a lock covers, newest first, by page")
            .WithDescription("Within its grace, or by those who may write past it; a row a day of an agent, before and after.");

        var settings = api.MapGroup("/team-approvals").WithTags(tag);
        settings
            .MapGet("/", (Api api) => api.Send(new ListTeamApprovals()))
            .Sends<ListTeamApprovals>()
            .WithSummary("How each team's time is approved: by week or month, by nobody, a leader or a manager");
        settings
            .MapPut("/{team}", (Api api, string team, SetTeamApproval setting) =>
                api.Show(setting with { Team = team, Version = api.Version }, s => s.Version)
            )
            .Produces<TeamApproval>();
    }

    static Task<IResult> Take<TStep>(Api api, string agent, string week, TStep step)
        where TStep : TimesheetStepRequest =>
        api.Show(step with { Agent = agent, Period = week, Version = api.StatedVersion }, sheet => sheet.Version);
}
