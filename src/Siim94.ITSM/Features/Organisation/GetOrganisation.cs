using MediatR;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Organisation;

/// <summary>Whose product it is: shown before anybody signs in.</summary>
[ForAnyone]
public sealed record GetOrganisation : IQuery<OrganisationFace>;

/// <param name="Name">Of the organisation.</param>
/// <param name="Logo">Address of its logo; null when it has none.</param>
/// <param name="SendsMail">There is a mail server: a forgotten password can be chosen anew by mail.</param>
/// <param name="Version">Of the name and logo.</param>
public sealed record OrganisationFace(string Name, string? Logo, bool SendsMail, long Version);

sealed class GetOrganisationHandler(Db db, IOptions<MailSettings> mail) : IRequestHandler<GetOrganisation, OrganisationFace>
{
    public async Task<OrganisationFace> Handle(GetOrganisation request, CancellationToken ct)
    {
        var row = (await db.FirstOrDefault<FaceRow>(FaceSql, null, ct))!;
        return new(
            row.Name,
            row.LogoDigest is { } digest ? $"{OrganisationFeature.LogoAddress}?v={digest[..8]}" : null,
            mail.Value.IsConfigured,
            row.Version
        );
    }

    const string FaceSql = "SELECT o.Name, o.LogoDigest, o.Version FROM Organisation o WHERE o.Id = 1";

    sealed record FaceRow
    {
        public string Name { get; init; } = "";
        public string? LogoDigest { get; init; }
        public long Version { get; init; }
    }
}
