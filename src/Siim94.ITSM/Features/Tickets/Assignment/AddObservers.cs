using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Adds people of the directory who follow a ticket. Those who do already stay.</summary>
[Requires(Permission.OpenTickets)]
public sealed record AddObservers : ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>Number in the directory of one of them.</summary>
    public long? PersonId { get; set; }

    /// <summary>Those of several.</summary>
    public IReadOnlyList<long>? Observers { get; set; }
}

sealed class AddObserversValidator : AbstractValidator<AddObservers>
{
    public AddObserversValidator()
    {
        RuleFor(o => o.PersonId).NotNull().When(o => o.Observers is not { Count: > 0 }).WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(o => o.Observers)
            .Must(ids => ids is not { Count: > OpenTicketValidator.MostObservers })
            .WithMessage(_ => Words.TooManyObservers);
    }
}

sealed class AddObserversHandler(TicketReader reader, TicketPeople people, PersonStore store, TimeProvider clock)
    : IRequestHandler<AddObservers, TicketDetails>
{
    public async Task<TicketDetails> Handle(AddObservers request, CancellationToken ct)
    {
        await people.Hold(request.Number, ct);
        await reader.RowToChange(request.Number, ct);
        var observers = (await people.ObserverIds(request.Number, ct)).ToList();
        if (request.PersonId is { } one)
            observers.Add((await store.Named(nameof(request.PersonId), one, ct)).Id);
        observers.AddRange(await people.Named(request.Observers ?? [], nameof(request.Observers), ct));
        await people.SetObservers(request.Number, observers, clock.GetUtcNow().UtcDateTime, ct);
        return await reader.Get(request.Number, ct);
    }
}
