namespace Siim94.ITSM.Features.People;

static class PeopleFeature
{
    public static IServiceCollection AddPeople(this IServiceCollection services) =>
        services.AddScoped<PersonStore>().AddScoped<PersonReader>().AddScoped<DuplicateFinder>();

    public static void MapPeople(this RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("Annuaire");
        people.MapGet("/", (Api api, [AsParameters] ListPeople list) => api.Send(list)).WithSummary("The directory, by name, by page");
        people
            .MapPost("/", (Api api, AddPerson person) => api.Create(person, p => $"/api/v1/people/{p.Id}", p => p.Version))
            .Produces<PersonDetails>(201);
        people
            .MapGet("/duplicates", (Api api, [AsParameters] ListDuplicates list) => api.Send(list))
            .WithSummary("Pairs of people who may be the same, the surest first");
        people
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetPerson(id), p => p.Version))
            .Sends<GetPerson>()
            .Produces<PersonDetails>()
            .WithSummary("Somebody of the directory, with who may be the same");
        people
            .MapPut("/{id:long}", (Api api, long id, ChangePerson person) =>
                api.Show(person with { Id = id, Version = api.Version }, p => p.Version)
            )
            .Produces<PersonDetails>();
        people
            .MapPost("/{id:long}/merge", (Api api, long id, MergePeople merge) => api.Show(merge with { Id = id }, p => p.Version))
            .Produces<PersonDetails>();
        people
            .MapPost("/{id:long}/apart", (Api api, long id, KeepApart apart) => api.Show(apart with { Id = id }, p => p.Version))
            .Produces<PersonDetails>();
        people
            .MapPost("/{id:long}/erase", (Api api, long id) => api.Show(new ErasePerson { Id = id, Version = api.Version }, p => p.Version))
            .Sends<ErasePerson>()
            .Produces<PersonDetails>()
            .WithSummary("Takes the name out of the directory, the tickets and the history; no figure moves");
    }
}
