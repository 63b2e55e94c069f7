using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Logs the sender's time on a ticket, as its steps do: on what they did last for it where they do not say.</summary>
[Requires(Permission.WorkOnTickets)]
sealed record LogTimeOnTicket(long Number, DateOnly Day) : TimeSpent, ICommand<long?>;

sealed class LogTimeOnTicketValidator : AbstractValidator<LogTimeOnTicket>
{
    public LogTimeOnTicketValidator() => Include(new TimeSpentValidator());
}

sealed class LogTimeOnTicketHandler(TicketReader reader, TicketTime time) : IRequestHandler<LogTimeOnTicket, long?>
{
    public async Task<long?> Handle(LogTimeOnTicket request, CancellationToken ct) =>
        await time.Log((await reader.RowToChange(request.Number, ct)).Id, request, ct, day: request.Day);
}
