using System.Globalization;
using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>Disputes to take away: those that the reader may see.</summary>
static class DisputeListFile
{
    public static ListFile<DisputeDetails> Of(Api api, ListDisputes list) =>
        new("contestations", Shell.Words.Disputes, Columns, after =>
            api.Send(list with { After = after is null ? null : long.Parse(after, CultureInfo.InvariantCulture) })
        );

    static IReadOnlyList<ListColumn<DisputeDetails>> Columns(bool areCodes) =>
        [
            new(Disputes.Words.Date, "openedAt", dispute => At(dispute.OpenedAt)),
            new(CommonWords.Member, "member", dispute => SheetCell.Of(dispute.Member)),
            new(Disputes.Words.What, "subject", dispute => SheetCell.Of(dispute.Subject)),
            new(CommonWords.Reason, "reason", dispute => SheetCell.Of(dispute.Reason)),
            new(Disputes.Words.OpenedBy, "openedByName", dispute => SheetCell.Of(dispute.OpenedByName)),
            new(CommonWords.State, "state", dispute => SheetCell.Of(areCodes ? dispute.State : DisputeState.NameOf(dispute.State))),
            new(Disputes.Words.Answer, "answer", dispute => SheetCell.Of(dispute.Answer)),
            new(Disputes.Words.AnsweredBy, "answeredByName", dispute => SheetCell.Of(dispute.AnsweredByName)),
            new(Disputes.Words.AnsweredOn, "answeredAt", dispute => At(dispute.AnsweredAt)),
        ];

    static SheetCell At(DateTime? utc) => utc is { } instant ? SheetCell.OfInstant(Paris.ToLocal(instant)) : default;
}
