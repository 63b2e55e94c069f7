using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.HttpOverrides;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>What the web server takes and answers, whatever the feature: limits, JSON, problems, and the order of the checks.</summary>
static class Http
{
    public static void AddHttp(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit.MaximumBytes + BodyLimit.MostBytesDrained;
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            var json = options.SerializerOptions;
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.NumberHandling = JsonNumberHandling.Strict;
            json.AllowDuplicateProperties = false;
            json.Converters.Add(new ParisInstants());
            json.Converters.Add(new ParisInstantsInUtc());
            json.RespectNullableAnnotations = true;
            json.TypeInfoResolver = new DefaultJsonTypeInfoResolver
            {
                Modifiers = { RequestBodies.ForgetIgnoredProperties, RequestBodies.JudgeNullsOfBodiesOnly },
            };
            json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        });
        // Pages are UTF-8: an accent is two bytes, not six.
        services.AddWebEncoders(options => options.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddPackedAnswers();
        services.AddProblemDetails();
        services.AddExceptionHandler<Problems>();
        services.Configure<ForwardedHeadersOptions>(options =>
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
        );
    }

    /// <summary>What every request goes through before it meets a route.</summary>
    public static void UseHttp(this WebApplication app)
    {
        // A proxy on the same machine says who asks and whether they speak HTTPS; nobody else is believed.
        app.UseForwardedHeaders();
        // HTTP/1.0 need not name the host; addresses that we answer with never do.
        app.Use(
            (http, next) =>
            {
                if (!http.Request.Host.HasValue)
                    http.Request.Host = new("localhost");
                return next(http);
            }
        );
        app.UseRequestLocalization();
        app.UseExceptionHandler();
        app.UseBrowserDefences();
        // Within what answers for failures: what of a page was packed before it failed is dropped with it.
        app.UseResponseCompression();
        app.UseProblemsForStatusCodes();
        app.UseHeadAsGet();
        app.UseNotFoundPage();
        app.UseRouting();
        app.UseNotFoundBeforeMethod();
        app.UseBodyLimit();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRightFirst();
        app.UseAntiforgery();
    }
}
