namespace Siim94.ITSM.Features.Calls;

/// <summary>A call from the ringing phone to the ticket: who calls, what is known already, what it is about.</summary>
static class CallFeature
{
    public static void MapCalls(this RouteGroupBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("Appels");
        calls
            .MapGet("/open-incidents", (Api api, [AsParameters] ListOpenIncidents list) => api.Send(list))
            .WithSummary("Incidents open now on a site or an application, the newest first");
        calls
            .MapGet("/guess", (Api api, [AsParameters] GuessTicket guess) => api.Send(guess))
            .WithSummary("Category and application that others chose for the words of a title");
        calls.MapGet("/on-call", (Api api) => api.Send(new ListOnCall())).Sends<ListOnCall>().WithSummary("Who is on the hotline today");
    }
}
