using Microsoft.Net.Http.Headers;

namespace Siim94.ITSM.Features.Organisation;

static class OrganisationFeature
{
    public const string LogoAddress = "/logo";

    public static void MapOrganisation(this RouteGroupBuilder api)
    {
        var organisation = api.MapGroup("/organisation").WithTags("Organisation");
        organisation
            .MapGet("/", (Api api) => api.Show(new GetOrganisation(), o => o.Version))
            .WithMetadata(new ForAnyoneAttribute())
            .Produces<OrganisationFace>()
            .WithSummary("Whose product it is");
        organisation
            .MapPut("/", (Api api, ChangeOrganisation organisation) =>
                api.Show(organisation with { Version = api.Version }, o => o.Version)
            )
            .Produces<OrganisationFace>();
        organisation
            .MapPut("/logo", Upload)
            .Sends<ChangeLogo>()
            .Accepts<IFormFile>("application/octet-stream")
            .Produces<OrganisationFace>()
            .WithSummary("Puts another logo in the place of the present one: a PNG, JPEG or WebP file of 256 KB at most, as the body");
        organisation
            .MapDelete("/logo", (Api api) => api.Do(new ChangeLogo(api.Version, null)))
            .Sends<ChangeLogo>()
            .Produces(204)
            .WithSummary("Takes the logo away");
        organisation
            .MapGet("/settings", (Api api) => api.Send(new GetSettings()))
            .Sends<GetSettings>()
            .WithSummary("How the product is set up");
    }

    /// <summary>The logo, for pages: its address changes with it, so browsers keep it.</summary>
    public static void MapLogo(this IEndpointRouteBuilder app) =>
        app.MapGet(LogoAddress, async (HttpContext http, Dispatcher dispatcher) =>
            {
                try
                {
                    var logo = await dispatcher.Send(new GetLogo(), UserIdentity.Anonymous, ct: http.RequestAborted);
                    http.Response.Headers[HeaderNames.CacheControl] = "public, max-age=86400";
                    return Results.Bytes(logo.LogoContent, logo.LogoType);
                }
                catch (Refusal refusal) when (refusal.Status == StatusCodes.Status404NotFound)
                {
                    return Results.NotFound();
                }
            })
            .AllowAnonymous()
            .ExcludeFromDescription();

    static async Task<IResult> Upload(Api api, HttpContext http)
    {
        // One byte more than there may be tells that there are too many.
        var content = new MemoryStream();
        var chunk = new byte[81_920];
        for (int read; content.Length <= LogoFile.MostBytes && (read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0; )
            content.Write(chunk, 0, read);
        return await api.Show(new ChangeLogo(api.Version, content.ToArray()), o => o.Version);
    }
}
