using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Counts one more person whom the incident of a ticket has hit: they are told when it is solved. Somebody who counts already stays, as
/// does whoever opened it. Refused once it is resolved.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record AddAffectedPerson : ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>Number in the directory.</summary>
    public long? PersonId { get; set; }
}

sealed class AddAffectedPersonValidator : AbstractValidator<AddAffectedPerson>
{
    public AddAffectedPersonValidator() => RuleFor(a => a.PersonId).NotNull().WithMessage(_ => CommonWords.FieldMissing);
}

sealed class AddAffectedPersonHandler(
    TicketReader reader,
    TicketPeople people,
    PersonStore store,
    Db db,
    CurrentUser user,
    TimeProvider clock
) : IRequestHandler<AddAffectedPerson, TicketDetails>
{
    public async Task<TicketDetails> Handle(AddAffectedPerson request, CancellationToken ct)
    {
        var row = await reader.Row(request.Number, ct);
        if (row.Status is TicketStatus.Resolved or TicketStatus.Closed)
            throw TicketErrors.AlreadySolved(row.Status);
        var person = await store.Named(nameof(request.PersonId), request.PersonId!.Value, ct);
        var at = clock.GetUtcNow().UtcDateTime;
        if (person.Id != row.RequesterPersonId && await people.AddAffected(row.Id, person.Id, at, ct))
            await TicketEvents.Add(
                db,
                new()
                {
                    TicketId = row.Id,
                    At = at,
                    UserId = user.AuthorId,
                    Kind = TicketEventKind.Affected,
                    Text = person.Name,
                    IsPrivate = true,
                },
                ct
            );
        return await reader.Get(row.Id, ct);
    }
}
