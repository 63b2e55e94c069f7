namespace Siim94.ITSM.Features.Tickets;

static class TemplateFeature
{
    public static IServiceCollection AddTemplates(this IServiceCollection services) =>
        services.AddScoped<TicketChanger>().AddScoped<CannedAnswerShelf>().AddScoped<TicketTemplateShelf>().AddScoped<MacroShelf>();

    public static void MapTemplates(this RouteGroupBuilder api)
    {
        MapCannedAnswers(api.MapGroup("/canned-answers").WithTags("Gabarits"));
        MapTicketTemplates(api.MapGroup("/templates").WithTags("Gabarits"));
        MapMacros(api.MapGroup("/macros").WithTags("Gabarits"));
        var tickets = api.MapGroup("/tickets").WithTags("Tickets");
        tickets
            .MapPost("/bulk", (Api api, ChangeTicketsInBulk bulk) => api.Send(bulk))
            .WithSummary("Changes many tickets at once, or says what that would do to each");
        tickets
            .MapPost("/{number:long}/macros/{id:long}", (Api api, long number, long id) =>
                api.Show(new RunMacro(number, id, api.StatedVersion), t => t.Version)
            )
            .Sends<RunMacro>()
            .Produces<TicketDetails>()
            .WithSummary("Does to a ticket what a macro says");
        tickets
            .MapGet("/{number:long}/canned-answers/{id:long}", (Api api, long number, long id) =>
                api.Send(new FillCannedAnswer(number, id))
            )
            .Sends<FillCannedAnswer>()
            .WithSummary("A canned answer as it reads on a ticket");
    }

    static void MapCannedAnswers(RouteGroupBuilder answers)
    {
        answers
            .MapGet("/", (Api api) => api.Send(new ListCannedAnswers()))
            .Sends<ListCannedAnswers>()
            .WithSummary("The canned answers that one may use, by name");
        answers
            .MapPost("/", (Api api, AddCannedAnswer answer) => api.Create(answer, a => $"/api/v1/canned-answers/{a.Id}", a => a.Version))
            .Produces<CannedAnswerDetails>(201);
        answers
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetCannedAnswer(id), a => a.Version))
            .Sends<GetCannedAnswer>()
            .Produces<CannedAnswerDetails>()
            .WithSummary("One canned answer");
        answers
            .MapPut("/{id:long}", (Api api, long id, ChangeCannedAnswer answer) =>
                api.Show(answer with { Id = id, Version = api.Version }, a => a.Version)
            )
            .Produces<CannedAnswerDetails>();
        answers
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteCannedAnswer(id, api.Version)))
            .Sends<DeleteCannedAnswer>()
            .Produces(204)
            .WithSummary("Deletes a canned answer");
    }

    static void MapTicketTemplates(RouteGroupBuilder templates)
    {
        templates
            .MapGet("/", (Api api) => api.Send(new ListTicketTemplates()))
            .Sends<ListTicketTemplates>()
            .WithSummary("The templates of tickets that one may use, by name");
        templates
            .MapPost("/", (Api api, AddTicketTemplate template) => api.Create(template, t => $"/api/v1/templates/{t.Id}", t => t.Version))
            .Produces<TicketTemplateDetails>(201);
        templates
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetTicketTemplate(id), t => t.Version))
            .Sends<GetTicketTemplate>()
            .Produces<TicketTemplateDetails>()
            .WithSummary("One template of tickets");
        templates
            .MapPut("/{id:long}", (Api api, long id, ChangeTicketTemplate template) =>
                api.Show(template with { Id = id, Version = api.Version }, t => t.Version)
            )
            .Produces<TicketTemplateDetails>();
        templates
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteTicketTemplate(id, api.Version)))
            .Sends<DeleteTicketTemplate>()
            .Produces(204)
            .WithSummary("Deletes a template of tickets");
    }

    static void MapMacros(RouteGroupBuilder macros)
    {
        macros.MapGet("/", (Api api) => api.Send(new ListMacros())).Sends<ListMacros>().WithSummary("The macros that one may use, by name");
        macros
            .MapPost("/", (Api api, AddMacro macro) => api.Create(macro, m => $"/api/v1/macros/{m.Id}", m => m.Version))
            .Produces<MacroDetails>(201);
        macros
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetMacro(id), m => m.Version))
            .Sends<GetMacro>()
            .Produces<MacroDetails>()
            .WithSummary("One macro");
        macros
            .MapPut("/{id:long}", (Api api, long id, ChangeMacro macro) =>
                api.Show(macro with { Id = id, Version = api.Version }, m => m.Version)
            )
            .Produces<MacroDetails>();
        macros
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteMacro(id, api.Version)))
            .Sends<DeleteMacro>()
            .Produces(204)
            .WithSummary("Deletes a macro");
    }
}
