using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Changes what a ticket says. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ChangeTicket : TicketFields, ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeTicketValidator : AbstractValidator<ChangeTicket>
{
    public ChangeTicketValidator() => Include(new TicketFieldsValidator());
}

sealed class ChangeTicketHandler(TicketResolver resolver, TicketReader reader, TicketWriter writer)
    : IRequestHandler<ChangeTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(ChangeTicket request, CancellationToken ct)
    {
        var before = await reader.RowToChange(request.Number, ct);
        var row = await resolver.Resolve(request, before, before.OpenedOn, ct);
        return await writer.Replace(before, row with { Id = request.Number, Version = request.Version }, ct);
    }
}

/// <summary>Writes what a ticket says anew, with its words, its figures and its history.</summary>
sealed class TicketWriter(TicketReader reader, Db db, TicketFigures figures, TicketPeople people, Audit audit, TimeProvider clock)
{
    /// <param name="before">The ticket as it is.</param>
    /// <param name="row">The ticket as it shall be, with the version that whoever changes it saw.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <exception cref="Refusal">
    /// Changed meanwhile, counted in a closed period, or moved to another member with what is merged into it.
    /// </exception>
    public async Task<TicketDetails> Replace(TicketRow before, TicketRow row, CancellationToken ct)
    {
        if (row.MemberId != before.MemberId && await db.FirstOrDefault<long?>(FirstMergedSql, row, ct) is { } merged)
            throw TicketErrors.LeadsMerged(merged);
        await figures.Write(
            before,
            before,
            row.CountsAs(before) ? [] : [.. before.EventDays, .. await figures.OtherDays(row.Id, ct)],
            async () =>
            {
                if (await db.Execute(UpdateTicketSql, row, ct) == 0)
                    throw RequestErrors.ChangedMeanwhile();
            },
            ct
        );
        if (!row.ReadsAs(before))
            await TicketWords.Rewrite(db, row.Id, ct);
        var after = await reader.Row(row.Id, ct);
        await audit.Record("ticket", row.Id, "change", before, after, ct);
        if (row.MemberId != before.MemberId)
            await people.RemoveObserversOutOfReach(row.Id, clock.GetUtcNow().UtcDateTime, ct);
        return await reader.Get(row.Id, ct);
    }

    const string FirstMergedSql = "SELECT MIN(t.Id) FROM Tickets t WHERE t.MergedIntoId = @Id";

    const string UpdateTicketSql = """
        UPDATE Tickets
        SET Title = @Title, Description = @Description, MemberId = @MemberId, RequesterName = @RequesterName,
            RequesterUserId = @RequesterUserId, RequesterPersonId = @RequesterPersonId, Channel = @Channel, Type = @Type,
            Urgency = @Urgency, Impact = @Impact, Priority = @Priority, ApplicationId = @ApplicationId, DomainId = @DomainId,
            CategoryId = @CategoryId, SiteId = @SiteId, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
