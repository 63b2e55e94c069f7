using Siim94.ITSM.Kernel.Live;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>Figures on screens follow what is logged, as soon as it is rolled up.</summary>
static class FigureLive
{
    public const string Topic = "figures";

    public static readonly LiveMark Mark = new(Topic, RevisionSql);

    const string RevisionSql = "SELECT s.Revision FROM RollupState s WHERE s.Id = 1";
}
