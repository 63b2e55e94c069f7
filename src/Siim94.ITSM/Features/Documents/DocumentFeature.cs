namespace Siim94.ITSM.Features.Documents;

static class DocumentFeature
{
    public static IServiceCollection AddDocuments(this IServiceCollection services) =>
        services
            .AddScoped<ChapterTexts>()
            .AddScoped<YearTablesReader>()
            .AddScoped<FigureResolver>()
            .AddScoped<DocumentTexts>()
            .AddScoped<ChapterReader>()
            .AddScoped<ChapterSteps>();

    public static void MapDocuments(this RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/bilans").WithTags("Bilan");
        documents
            .MapGet("/{year:int}.json", (Api api, int year, int? from, string? names) =>
                api.Send(new GetDocument(year) { From = from, Names = names })
            )
            .Sends<GetDocument>()
            .WithSummary("The whole report of a year: chapters, texts and tables")
            .WithDescription("As it was frozen once it is published, as it is now before.");
        documents
            .MapGet("/{year:int}.docx", (Api api, int year, int? from, string? names) => Export(api, year, from, names, ExportFormat.Docx))
            .Sends<ExportDocument>()
            .WithSummary("The report of a year as a Word document, with its texts, tables and charts");
        documents
            .MapGet("/{year:int}.xlsx", (Api api, int year, int? from, string? names) => Export(api, year, from, names, ExportFormat.Xlsx))
            .Sends<ExportDocument>()
            .WithSummary("The tables of a year's report as a workbook, a sheet a table");
        documents
            .MapGet("/{year:int}.csv.zip", (Api api, int year, int? from, string? names) =>
                Export(api, year, from, names, ExportFormat.CsvZip)
            )
            .Sends<ExportDocument>()
            .WithSummary("The tables of a year's report as CSV, a file a table")
            .WithDescription(
                "Twice: in the folder `excel` for Excel in France, in the folder `machine` with commas between columns and decimal points."
            );

        var chapters = documents.MapGroup("/{year:int}/chapters");
        chapters
            .MapGet("/", (Api api, int year) => api.Send(new ListChapters(year)))
            .Sends<ListChapters>()
            .WithSummary("The chapters of a year's report with their texts, in the order of the report");
        chapters
            .MapGet("/{code}", (Api api, int year, string code) => api.Show(new GetChapter(year, code), c => c.Version))
            .Sends<GetChapter>()
            .Produces<ChapterDetails>()
            .WithSummary("One chapter of a year's report, with its text and what has become wrong with it");
        chapters
            .MapPut("/{code}", (Api api, int year, string code, WriteChapter text) =>
                api.Show(text with { Year = year, Code = code, Version = api.Version }, c => c.Version)
            )
            .Produces<ChapterDetails>();
        chapters.MapPost("/preview", (Api api, int year, PreviewChapter text) => api.Send(text with { Year = year }));
        chapters
            .MapPost("/{code}/submit", (Api api, int year, string code) =>
                api.Show(new SubmitChapter(year, code, api.Version), c => c.Version)
            )
            .Sends<SubmitChapter>()
            .Produces<ChapterDetails>()
            .WithSummary("Asks for a review of a chapter's text; refused when it is not a draft");
        chapters
            .MapPost("/{code}/review", (Api api, int year, string code, ReviewChapter review) =>
                api.Show(review with { Year = year, Code = code, Version = api.Version }, c => c.Version)
            )
            .Produces<ChapterDetails>();
        documents
            .MapPost("/{year:int}/publish", (Api api, int year) => api.Send(new PublishDocument(year)))
            .Sends<PublishDocument>()
            .WithSummary("Publishes the report of a closed year")
            .WithDescription("Its reviewed texts are frozen with the figures of the year's edition.");
    }

    static async Task<IResult> Export(Api api, int year, int? from, string? names, string format)
    {
        var file = await api.Send(
            new ExportDocument
            {
                Year = year,
                From = from,
                Names = names,
                Format = format,
            }
        );
        return Results.File(file.Content, file.ContentType, file.Name);
    }
}
