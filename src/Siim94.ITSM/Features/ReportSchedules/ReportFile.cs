using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>The file that a mail carries.</summary>
/// <param name="Standing">How fresh the figures are, or which edition they are from; null when nothing was ever rolled up.</param>
/// <param name="Address">Where it is in the product.</param>
/// <param name="Report">The table, when it is a single one.</param>
sealed record ReportFile(
    string Name,
    string ContentType,
    Stream Content,
    string Period,
    string? Standing,
    string Address,
    Report? Report = null
);
