using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.KeyFigures;

static class KeyFigureFeature
{
    public static IServiceCollection AddKeyFigures(this IServiceCollection services) =>
        services.AddScoped<KeyFigureReader>().AddScoped<KeyFigureWriter>().AddDigest(KeyFigureDigest.Values);

    public static void MapKeyFigures(this RouteGroupBuilder api)
    {
        var figures = api.MapGroup("/key-figures").WithTags("Chiffres clés");
        figures
            .MapGet("/", (Api api, [AsParameters] ListKeyFigures list) => api.Send(list))
            .WithSummary("Key figures by group, each with its values and the periods that have none");
        figures
            .MapPost("/", (Api api, AddKeyFigure row) => api.Create(row, added => $"/api/v1/key-figures/{added.Code}"))
            .Produces<AddedReferential>(201);
        figures
            .MapGet("/{code}", (Api api, string code) => api.Show(new GetKeyFigure(code), details => details.Figure.Version))
            .Sends<GetKeyFigure>()
            .Produces<KeyFigureDetails>()
            .WithSummary("One key figure with its values, and how they changed, newest first");
        figures
            .MapPut("/{code}", (Api api, string code, ChangeKeyFigure row) => api.Do(row with { Code = code, Version = api.Version }))
            .Produces(204);
        figures
            .MapPut("/{code}/values/{period}", (Api api, string code, string period, SetKeyFigureValue row) =>
                api.Show(row with { Code = code, Period = period, Version = api.StatedVersion }, value => value.Version)
            )
            .Produces<KeyFigureValue>();
        figures
            .MapDelete("/{code}/values/{period}", (Api api, string code, string period) =>
                api.Do(new DeleteKeyFigureValue(code, period, api.Version))
            )
            .Sends<DeleteKeyFigureValue>()
            .Produces(204)
            .WithSummary("Deletes a key figure's value for a year or a month: the period has none again")
            .WithDescription("The period is `2017` or `2017-03`.");
        api.MapPost("/staff", (Api api, CountStaff count) =>
                api.Create(count, counted => $"/api/v1/key-figures/{counted.Code}", counted => counted.Value.Version)
            )
            .Produces<CountedStaff>(201)
            .WithTags("Chiffres clés");
    }
}
