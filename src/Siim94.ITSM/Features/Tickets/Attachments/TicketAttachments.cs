using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Files of tickets: whoever sees the ticket sees them, but for those of internal notes.</summary>
/// <remarks>Those of a ticket that was merged are seen with the one that it goes on in.</remarks>
sealed class TicketAttachments(Db db, TicketReader reader) : IAttachmentSubject
{
    public const string KindName = "ticket";

    public string Kind => KindName;

    public async Task<bool> Sees(long subjectId, CancellationToken ct)
    {
        try
        {
            await reader.Row(subjectId, ct);
            return true;
        }
        catch (Refusal refusal) when (refusal.Status == StatusCodes.Status404NotFound)
        {
            return await db.FirstOrDefault<long?>(MergedIntoSql, new { Id = subjectId }, ct) is { } into && await Sees(into, ct);
        }
    }

    const string MergedIntoSql = "SELECT t.MergedIntoId FROM Tickets t WHERE t.Id = @Id";
}
