using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.KeyFigures;

static class KeyFigureRoutes
{
    public static void MapKeyFigures(this RouteGroupBuilder api)
    {
        var figures = api.MapGroup("/key-figures").WithTags("Chiffres clés");
        figures.MapGet("/", (Api api, [AsParameters] ListKeyFigures list) => api.Send(list));
        figures.MapPost("/", (Api api, AddKeyFigure row) => api.Create(row, added => $"/api/v1/key-figures/{added.Code}")).Produces<AddedReferential>(201);
        figures.MapGet("/{code}", (Api api, string code) => api.Show(new GetKeyFigure(code), details => details.Figure.Version)).Produces<KeyFigureDetails>();
        figures.MapPut("/{code}", (Api api, string code, ChangeKeyFigure row) => api.Do(row with { Code = code, Version = api.Version })).Produces(204);
        figures.MapPut("/{code}/values/{period}", (Api api, string code, string period, SetKeyFigureValue row) =>
            api.Show(row with { Code = code, Period = period, Version = api.StatedVersion }, value => value.Version)).Produces<KeyFigureValue>();
        figures.MapDelete("/{code}/values/{period}", (Api api, string code, string period) => api.Do(new DeleteKeyFigureValue(code, period, api.Version))).Produces(204);
        api.MapPost("/staff", (Api api, CountStaff count) => api.Create(count, counted => $"/api/v1/key-figures/{counted.Code}", counted => counted.Value.Version)).Produces<CountedStaff>(201).WithTags("Chiffres clés");
    }
}
