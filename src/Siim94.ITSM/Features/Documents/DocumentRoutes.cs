namespace Siim94.ITSM.Features.Documents;

static class DocumentRoutes
{
    public static void MapDocuments(this RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/bilans").WithTags("Bilan");
        documents.MapGet("/{year:int}.json", (Api api, int year, int? from, string? names) => api.Send(new GetDocument(year) { From = from, Names = names }));
        documents.MapGet("/{year:int}.docx", (Api api, int year, int? from, string? names) => Export(api, year, from, names, ExportFormat.Docx));
        documents.MapGet("/{year:int}.xlsx", (Api api, int year, int? from, string? names) => Export(api, year, from, names, ExportFormat.Xlsx));
        documents.MapGet("/{year:int}.csv.zip", (Api api, int year, int? from, string? names) => Export(api, year, from, names, ExportFormat.CsvZip));

        var chapters = documents.MapGroup("/{year:int}/chapters");
        chapters.MapGet("/", (Api api, int year) => api.Send(new ListChapters(year)));
        chapters.MapGet("/{code}", (Api api, int year, string code) => api.Show(new GetChapter(year, code), c => c.Version)).Produces<ChapterDetails>();
        chapters.MapPut("/{code}", (Api api, int year, string code, WriteChapter text) => api.Show(text with { Year = year, Code = code, Version = api.Version }, c => c.Version)).Produces<ChapterDetails>();
        chapters.MapPost("/preview", (Api api, int year, PreviewChapter text) => api.Send(text with { Year = year }));
        chapters.MapPost("/{code}/submit", (Api api, int year, string code) => api.Show(new SubmitChapter(year, code, api.Version), c => c.Version)).Produces<ChapterDetails>();
        chapters.MapPost("/{code}/review", (Api api, int year, string code, ReviewChapter review) => api.Show(review with { Year = year, Code = code, Version = api.Version }, c => c.Version)).Produces<ChapterDetails>();
        documents.MapPost("/{year:int}/publish", (Api api, int year) => api.Send(new PublishDocument(year)));
    }

    static async Task<IResult> Export(Api api, int year, int? from, string? names, string format)
    {
        var file = await api.Send(new ExportDocument { Year = year, From = from, Names = names, Format = format });
        return Results.File(file.Content, file.ContentType, file.Name);
    }
}
