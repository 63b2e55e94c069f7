using Siim94.ITSM.Kernel.Live;

namespace Siim94.ITSM.Features.Notices;

/// <summary>The bell follows what people are told.</summary>
static class NoticeLive
{
    public const string Topic = "notices";

    public static readonly LiveMark Mark = new(Topic, LastNoticeSql);

    const string LastNoticeSql = "SELECT COALESCE(MAX(n.Id), 0) FROM Notices n";
}
