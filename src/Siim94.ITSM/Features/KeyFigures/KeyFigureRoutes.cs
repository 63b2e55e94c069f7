namespace Siim94.ITSM.Features.KeyFigures;

static class KeyFigureRoutes
{
    public static void MapKeyFigures(this RouteGroupBuilder api)
    {
        var figures = api.MapGroup("/key-figures").WithTags("Référentiels");
        figures.MapGet("/", (Api api) => api.Send(new ListKeyFigures()));
        figures.MapPost("/", (Api api, AddKeyFigure row) => api.Create(row, added => $"/api/v1/key-figures?q={added.Code}"));
        figures.MapPut("/{code}", (Api api, string code, ChangeKeyFigure row) => api.Do(row with { Code = code, Version = api.Version })).Produces(204);
        figures.MapPut("/{code}/values/{period}", (Api api, string code, string period, SetKeyFigureValue row) => api.Do(row with { Code = code, Period = period })).Produces(204);
    }
}
