using System.Security.Cryptography;
using MediatR;

namespace Siim94.ITSM.Features.Organisation;

/// <summary>
/// Puts another logo in the place of the present one, or none. Refused when it is no PNG, JPEG or WebP picture by its first bytes, when it
/// is too large, and when it was changed meanwhile.
/// </summary>
/// <param name="Version">That the sender saw.</param>
/// <param name="Content">The file; null for no logo.</param>
[Requires(Permission.ManageSettings)]
public sealed record ChangeLogo(long Version, byte[]? Content) : ICommand<OrganisationFace>;

sealed class ChangeLogoHandler(Db db, IMediator mediator, Audit audit) : IRequestHandler<ChangeLogo, OrganisationFace>
{
    public async Task<OrganisationFace> Handle(ChangeLogo request, CancellationToken ct)
    {
        if (request.Content is { Length: > LogoFile.MostBytes })
            throw Refusal.Field("Logo", "organisation.logo-too-large", string.Format(Words.LogoTooLarge, LogoFile.MostBytes / 1024));
        var type = request.Content is null
            ? null
            : LogoFile.TypeOf(request.Content) ?? throw Refusal.Field("Logo", "organisation.no-picture", Words.NoPicture);
        var before = await db.FirstOrDefault<string>(DigestSql, null, ct);
        var digest = request.Content is null ? null : Convert.ToHexStringLower(SHA256.HashData(request.Content));
        if (
            await db.Execute(
                UpdateSql,
                new
                {
                    request.Version,
                    LogoType = type,
                    LogoDigest = digest,
                    LogoContent = request.Content,
                },
                ct
            ) == 0
        )
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("organisation", 1, "change", new { Logo = before }, new { Logo = digest }, ct);
        return await mediator.Send(new GetOrganisation(), ct);
    }

    const string DigestSql = "SELECT o.LogoDigest FROM Organisation o WHERE o.Id = 1";
    const string UpdateSql = """
        UPDATE Organisation
        SET LogoType = @LogoType, LogoDigest = @LogoDigest, LogoContent = @LogoContent, Version = Version + 1
        WHERE Id = 1 AND Version = @Version
        """;
}

/// <summary>What may be a logo: a picture that carries no script, by what is in the file and not by its name.</summary>
static class LogoFile
{
    public const int MostBytes = 256 * 1024;

    /// <summary>Media type; null for any other file.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
