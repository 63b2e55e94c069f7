using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;

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

sealed class ChangeTicketHandler(TicketResolver resolver, TicketReader reader, Db db, FactChanges changes, Audit audit)
    : IRequestHandler<ChangeTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(ChangeTicket request, CancellationToken ct)
    {
        var before = await reader.Row(request.Number, ct);
        var row = await resolver.Resolve(request, before, before.OpenedOn, ct);
        await changes.Write(
            TicketRollUp.RollUp,
            [request.Number],
            before.EventDays,
            async () =>
                await db.Execute(UpdateTicketSql, row with { Id = request.Number, Version = request.Version }, ct) == 0
                    ? throw RequestErrors.ChangedMeanwhile()
                    : [request.Number],
            ct,
            figures: row.CountsAs(before) ? [] : before.EventDays
        );
        if (!row.ReadsAs(before))
            await TicketWords.Replace(db, row with { Id = request.Number }, ct);
        var after = await reader.Row(request.Number, ct);
        await audit.Record("ticket", request.Number, "change", before, after, ct);
        return await reader.Get(request.Number, ct);
    }

    const string UpdateTicketSql = """
        UPDATE Tickets
        SET Title = @Title, Description = @Description, MemberId = @MemberId, RequesterName = @RequesterName,
            RequesterUserId = @RequesterUserId, Channel = @Channel, Type = @Type, Urgency = @Urgency, Impact = @Impact,
            Priority = @Priority, ApplicationId = @ApplicationId, DomainId = @DomainId, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
