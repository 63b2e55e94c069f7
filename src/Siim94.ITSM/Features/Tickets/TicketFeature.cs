using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Kernel.Live;

namespace Siim94.ITSM.Features.Tickets;

static class TicketFeature
{
    public static IServiceCollection AddTickets(this IServiceCollection services) =>
        services
            .AddScoped<TicketResolver>()
            .AddScoped<TicketSteps>()
            .AddScoped<TicketFigures>()
            .AddScoped<TicketConditions>()
            .AddScoped<TicketReader>()
            .AddScoped<IAttachmentSubject, TicketAttachments>()
            .AddScoped<TicketWriter>()
            .AddScoped<TimelineReader>()
            .AddScoped<TicketMessages>()
            .AddScoped<TicketTasks>()
            .AddScoped<TicketTime>()
            .AddScoped<TicketLinks>()
            .AddScoped<TicketMerges>()
            .AddScoped<TicketSatisfactions>()
            .AddScoped<TicketAssignment>()
            .AddScoped<TicketPeople>()
            .AddScoped<IPersonTraces>(services => services.GetRequiredService<TicketPeople>())
            .FillSlot<PersonTickets>(PersonPage.Tickets)
            .AddScoped<TicketShelf>()
            .AddViews()
            .AddTemplates()
            .AddScoped<RecurrentTicketShelf>()
            .AddFactKind(TicketFact.Kind)
            .AddLiveMark(TicketLive.Mark)
            .AddLiveMark(TicketLive.PresenceMark);

    public static void MapTickets(this RouteGroupBuilder api)
    {
        api.MapGet("/mentions", (Api api, [AsParameters] ListMentions list) => api.Send(list))
            .WithTags("Tickets")
            .WithSummary("Whom a text may name behind an @: colleagues first, then people of the directory");
        var tickets = api.MapGroup("/tickets").WithTags("Tickets");
        tickets
            .MapGet("/", (Api api, [AsParameters] TicketFilter filter, string? sort, string? after, int? limit) => api.Send(
                    new ListTickets(filter)
                    {
                        Sort = sort,
                        After = after,
                        Limit = limit,
                    }
                ))
            .Sends<ListTickets>()
            .WithSummary("Tickets that a filter lets through, newest first unless sorted otherwise, by page");
        tickets
            .MapPost("/", (Api api, OpenTicket ticket) => api.Create(ticket, t => $"/api/v1/tickets/{t.Number}", t => t.Version))
            .Produces<TicketDetails>(201);
        tickets
            .MapGet("/similar", (Api api, [AsParameters] ListSimilarTickets list) => api.Send(list))
            .WithSummary("Open incidents that a title is like, within one's reach");
        tickets
            .MapGet("/{number:long}", (Api api, long number) => api.Show(new GetTicket(number), t => t.Version))
            .Sends<GetTicket>()
            .Produces<TicketDetails>()
            .WithSummary("One ticket with its timeline, oldest event first");
        tickets
            .MapPut("/{number:long}", (Api api, long number, ChangeTicket ticket) =>
                api.Show(ticket with { Number = number, Version = api.Version }, t => t.Version)
            )
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/take-charge", (Api api, long number, TakeTicketInCharge? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/assign", (Api api, long number, AssignTicket? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/escalate", (Api api, long number, EscalateTicket step) => Move(api, number, step))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/observers", (Api api, long number, AddObservers observers) =>
                api.Show(observers with { Number = number }, t => t.Version)
            )
            .Produces<TicketDetails>();
        tickets
            .MapDelete("/{number:long}/observers/{personId:long}", (Api api, long number, long personId) =>
                api.Show(new RemoveObserver(number, personId), t => t.Version)
            )
            .Sends<RemoveObserver>()
            .Produces<TicketDetails>()
            .WithSummary("Takes somebody out of those who follow the ticket");
        tickets
            .MapPost("/{number:long}/affected", (Api api, long number, AddAffectedPerson affected) =>
                api.Show(affected with { Number = number }, t => t.Version)
            )
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/plan", (Api api, long number, PlanTicket step) => Move(api, number, step))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/hold", (Api api, long number, HoldTicket? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/resolve", (Api api, long number, ResolveTicket? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/close", (Api api, long number, CloseTicket? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/reopen", (Api api, long number, ReopenTicket? step) => Move(api, number, step ?? new()))
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/follow-ups", (Api api, long number, FollowUpTicket followUp) =>
                api.Show(followUp with { Number = number }, t => t.Version)
            )
            .Produces<TicketDetails>();
        tickets
            .MapGet("/{number:long}/attachments", (Api api, long number) => api.Send(new ListTicketFiles(number)))
            .Sends<ListTicketFiles>()
            .WithSummary("Files of a ticket and of its messages, oldest first");
        tickets.MapPost("/{number:long}/attachments", (Api api, long number, AttachToTicket attach) =>
            api.Send(attach with { Number = number })
        );
        tickets
            .MapDelete("/{number:long}/attachments/{attachment:long}", (Api api, long number, long attachment) =>
                api.Do(new DetachFromTicket(number, attachment))
            )
            .Sends<DetachFromTicket>()
            .Produces(204)
            .WithSummary("Takes a file off a ticket");
        MapConversation(tickets);
    }

    static void MapConversation(RouteGroupBuilder tickets)
    {
        tickets
            .MapPatch("/{number:long}", (Api api, long number, GivenFields<TicketPatchFields> given) => api.Show(
                    new PatchTicket
                    {
                        Number = number,
                        Version = api.StatedVersion,
                        Fields = given.Value,
                        Given = given.Names,
                    },
                    t => t.Version
                ))
            .Sends<PatchTicket>()
            .Produces<TicketDetails>()
            .WithSummary("Changes the fields that are given, and no others");
        tickets
            .MapGet("/{number:long}/timeline", (Api api, [AsParameters] GetTicketTimeline timeline) => api.Send(timeline))
            .WithSummary("What happened to a ticket, in the order of time, by page");
        tickets
            .MapPost("/{number:long}/messages", (Api api, long number, PostMessage message) =>
                api.Create(message with { Number = number }, _ => $"/api/v1/tickets/{number}/timeline")
            )
            .Produces<TicketMessage>(201);
        tickets
            .MapGet("/{number:long}/tasks", (Api api, long number) => api.Send(new ListTicketTasks(number)))
            .Sends<ListTicketTasks>()
            .WithSummary("What is to be done on a ticket, and what was");
        tickets
            .MapPost("/{number:long}/tasks", (Api api, long number, AddTicketTask task) =>
                api.Create(task with { Number = number }, _ => $"/api/v1/tickets/{number}/tasks", t => t.Version)
            )
            .Produces<TicketTask>(201);
        tickets
            .MapPut("/{number:long}/tasks/{task:long}", (Api api, long number, long task, ChangeTicketTask change) =>
                api.Show(change with { Number = number, Task = task, Version = api.Version }, t => t.Version)
            )
            .Produces<TicketTask>();
        tickets
            .MapDelete("/{number:long}/tasks/{task:long}", (Api api, long number, long task) =>
                api.Do(new DeleteTicketTask(number, task, api.Version))
            )
            .Sends<DeleteTicketTask>()
            .Produces(204)
            .WithSummary("Deletes a task that is not to be done any more");
        tickets
            .MapPost("/{number:long}/tasks/{task:long}/restore", (Api api, long number, long task) =>
                api.Create(new RestoreTicketTask(number, task), _ => $"/api/v1/tickets/{number}/tasks", t => t.Version)
            )
            .Sends<RestoreTicketTask>()
            .Produces<TicketTask>(201)
            .TakesKey()
            .WithSummary("Puts a task back that one has deleted, as a new one");
        tickets
            .MapPost("/{number:long}/tasks/{task:long}/done", (Api api, long number, long task, FinishTicketTask? done) =>
                api.Show((done ?? new()) with { Number = number, Task = task }, t => t.Version)
            )
            .Produces<TicketTask>();
        tickets
            .MapPost("/{number:long}/tasks/{task:long}/unplan", (Api api, long number, long task) =>
                api.Show(new UnplanTicketTask(number, task), t => t.Version)
            )
            .Sends<UnplanTicketTask>()
            .Produces<TicketTask>()
            .TakesKey()
            .WithSummary("A task is planned for no day any more; it stays to be done");
        tickets
            .MapPost("/{number:long}/links", (Api api, long number, LinkTicket link) =>
                api.Show(link with { Number = number }, t => t.Version)
            )
            .Produces<TicketDetails>();
        tickets
            .MapDelete("/{number:long}/links/{kind}/{ticket:long}", (Api api, long number, string kind, long ticket) =>
                api.Show(new UnlinkTicket(number, kind, ticket), t => t.Version)
            )
            .Sends<UnlinkTicket>()
            .Produces<TicketDetails>()
            .WithSummary("Takes a link between two tickets back");
        tickets
            .MapPost("/{number:long}/merge", (Api api, long number, MergeTicket merge) =>
                api.Show(merge with { Number = number }, t => t.Version)
            )
            .Produces<TicketDetails>();
        tickets
            .MapPost("/{number:long}/unmerge", (Api api, long number) => api.Show(new UnmergeTicket(number), t => t.Version))
            .Sends<UnmergeTicket>()
            .Produces<TicketDetails>()
            .WithSummary("Takes a merged ticket apart again");
        tickets
            .MapPost("/{number:long}/split", (Api api, long number, SplitTicket split) =>
                api.Create(split with { Number = number }, t => $"/api/v1/tickets/{t.Number}", t => t.Version)
            )
            .Produces<TicketDetails>(201);
        tickets
            .MapPost("/{number:long}/satisfaction", (Api api, long number, RateTicket rating) =>
                api.Show(rating with { Number = number }, t => t.Version)
            )
            .Produces<TicketDetails>();
    }

    static Task<IResult> Move<TStep>(Api api, long number, TStep step)
        where TStep : TicketStep => api.Show(step with { Number = number, Version = api.StatedVersion }, t => t.Version);
}
