using CsvHelper;
using Microsoft.AspNetCore.Http.Metadata;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Imports;

static class ImportFeature
{
    public static IServiceCollection AddImports(this IServiceCollection services) =>
        services
            .AddScoped<ImportReader>()
            .AddScoped<ImportFile>()
            .AddScoped<ImportMappings>()
            .AddScoped<ImportStates>()
            .AddSingleton<ImportNudge>()
            .AddScoped<TimeEntryImport>()
            .AddScoped<TicketImport>()
            .AddScoped<KeyFigureImport>()
            .AddScoped<PersonImport>()
            .AddScoped<AbsenceImport>()
            .AddScoped<AllowanceImport>()
            .AddScoped<ImportTargets>()
            .AddScoped<RowChecker>()
            .AddScoped<ImportSpellings>();

    public static void MapImports(this RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        imports
            .MapGet("/", (Api api, [AsParameters] ListImports list) => api.Send(list))
            .WithSummary("Imports of files, newest first, by page");
        imports
            .MapPost("/", Upload)
            .Sends<StartImport>()
            .WithMetadata(new UploadLimit())
            .Accepts<IFormFile>("application/octet-stream", "multipart/form-data")
            .Produces<ImportDetails>(201)
            .WithSummary("Uploads a CSV, XLSX or ICS file; nothing is imported yet")
            .WithDescription(
                "As the body, or as the only file of a form. Its kind is `time-entries`, `tickets`, `key-figures`, `people`, "
                    + "`absences` or `absence-allowances`; absences may also come as a calendar (ICS)."
            );
        imports
            .MapGet("/{id:long}", (Api api, long id) => api.Send(new GetImport(id)))
            .Sends<GetImport>()
            .WithSummary("One import: how far it is, and what its check has found");
        imports
            .MapGet(
                "/{id:long}/preview",
                (Api api, long id, string? encoding, string? separator, string? sheet, int? firstRow, bool? hasHeadings) =>
                    api.Send(
                        new PreviewImport
                        {
                            Id = id,
                            Encoding = encoding,
                            Separator = separator,
                            Sheet = sheet,
                            FirstRow = firstRow,
                            HasHeadings = hasHeadings,
                        }
                    )
            )
            .Sends<PreviewImport>()
            .WithSummary("How a file would be read: its columns, what each of them seems to be, and what its lines add up to")
            .WithDescription(
                "What is stated is not guessed. What nothing in the file shows is in `asks`: "
                    + "the mapping of the check states it, `unit` or `decimals`."
            );
        imports.MapPost("/{id:long}/check", Check).Produces<ImportDetails>(202);
        imports
            .MapGet("/{id:long}/problems", (Api api, long id, string? after, int? limit) => api.Send(
                    new ListImportProblems
                    {
                        Id = id,
                        After = after,
                        Limit = limit,
                    }
                ))
            .Sends<ListImportProblems>()
            .WithSummary("What is wrong with which line of an import, in the order of the file, by page");
        imports
            .MapGet("/{id:long}/problems.csv", ProblemsCsv)
            .Sends<ListImportProblems>()
            .WithSummary("What is wrong with which line of an import, in the order of the file, as CSV")
            .WithDescription(ReportCsv.Dialects);
        imports
            .MapPost("/{id:long}/commit", async (Api api, long id, CommitImport? commit) =>
                Accepted(await api.Send((commit ?? new()) with { Id = id }))
            )
            .Produces<ImportDetails>(202);
        imports
            .MapPost("/{id:long}/undo", async (Api api, long id) => Accepted(await api.Send(new UndoImport(id))))
            .Sends<UndoImport>()
            .Produces<ImportDetails>(202)
            .WithSummary("Has all that an import has written taken out again")
            .WithDescription("A job does it, in one transaction.");
        imports
            .MapPost("/{id:long}/cancel", (Api api, long id) => api.Do(new CancelImport(id)))
            .Sends<CancelImport>()
            .Produces(204)
            .WithSummary("Gives an import up before it is written; its file is forgotten");
    }

    static IResult Accepted(ImportDetails import) => Results.Accepted($"/api/v1/imports/{import.Id}", import);

    /// <summary>The file is the body, or the only file of a form.</summary>
    static async Task<IResult> Upload(Api api, HttpContext http, Dispatcher dispatcher, string? kind, string? fileName)
    {
        var file = await UploadedFile.Of(http.Request) ?? throw ImportErrors.EmptyFile();
        var start = new StartImport { Kind = kind, FileName = fileName ?? file.Name };
        var import = await ImportUpload.Run(dispatcher, http.User.Identify(), start, file.Content, api.IdempotencyKey, http.RequestAborted);
        return Results.Created($"/api/v1/imports/{import.Id}", import);
    }

    static async Task<IResult> Check(Api api, long id, CheckImport? check)
    {
        check ??= new();
        return Accepted(await api.Send(check with { Id = id, Mapping = check.Mapping ?? await Proposal(api, id) }));
    }

    /// <exception cref="Refusal">The file does not show all that must be known to read it.</exception>
    static async Task<ImportMapping> Proposal(Api api, long id)
    {
        var preview = await api.Send(new PreviewImport { Id = id });
        return preview.Asks.Count == 0 ? preview.Proposal : throw ImportErrors.Asked(preview.Asks);
    }

    static async Task<IResult> ProblemsCsv(Api api, long id, string? dialect)
    {
        var (kind, first) = ((await api.Send(new GetImport(id))).Kind, await Page(null));
        return ReportFiles.Csv($"import-{id}_erreurs.csv", dialect, Parts());

        Task<Page<ImportProblem>> Page(string? after) =>
            api.Send(
                new ListImportProblems
                {
                    Id = id,
                    After = after,
                    Limit = Page<ImportProblem>.MaximumLimit,
                }
            );

        async IAsyncEnumerable<Action<CsvWriter>> Parts()
        {
            yield return csv => Record(csv, Words.Row, Words.Field, Words.FieldText, Words.ProblemMessage);
            for (var page = first; ; page = await Page(page.Next))
            {
                var items = page.Items;
                yield return csv =>
                {
                    foreach (var problem in items)
                        Record(csv, problem.Row, ImportFields.LabelOf(kind, problem.Field), problem.Text, problem.Message);
                };
                if (page.Next is null)
                    yield break;
            }
        }

        static void Record(CsvWriter csv, params object[] fields)
        {
            foreach (var field in fields)
                csv.WriteField(field);
            csv.NextRecord();
        }
    }

    /// <summary>An upload may be larger than any other body.</summary>
    sealed class UploadLimit : IRequestSizeLimitMetadata
    {
        // Room for the frame of a form.
        public long? MaxRequestBodySize => ImportUpload.MostBytes + 64 * 1024;
    }
}
