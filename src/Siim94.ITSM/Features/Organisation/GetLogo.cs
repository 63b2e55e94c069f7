using MediatR;

namespace Siim94.ITSM.Features.Organisation;

/// <summary>The picture of the organisation. Refused when it has none.</summary>
[ForAnyone]
public sealed record GetLogo : IQuery<Logo>;

public sealed record Logo
{
    public string LogoType { get; init; } = "";
    public byte[] LogoContent { get; init; } = [];
}

sealed class GetLogoHandler(Db db) : IRequestHandler<GetLogo, Logo>
{
    public async Task<Logo> Handle(GetLogo request, CancellationToken ct) =>
        await db.FirstOrDefault<Logo>(LogoSql, null, ct) ?? throw RequestErrors.NotFound();

    const string LogoSql = "SELECT o.LogoType, o.LogoContent FROM Organisation o WHERE o.Id = 1 AND o.LogoContent IS NOT NULL";
}
