using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>One correction of approved time.</summary>
[Requires(Permission.LogTime)]
public sealed record GetCorrection(long Id) : IQuery<TimeCorrection>;

sealed class GetCorrectionHandler(TimeCorrections corrections) : IRequestHandler<GetCorrection, TimeCorrection>
{
    public async Task<TimeCorrection> Handle(GetCorrection request, CancellationToken ct)
    {
        var (row, sheet) = await corrections.Find(request.Id, ct);
        return corrections.DetailsOf(row, sheet);
    }
}
