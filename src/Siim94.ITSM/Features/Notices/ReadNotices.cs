using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Marks what the reader was told as read: those named, those of a ticket, or all.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ReadNotices : ICommand<NoticeCount>
{
    public IReadOnlyList<long>? Ids { get; set; }

    /// <summary>Number of a ticket: all about it.</summary>
    public long? Ticket { get; set; }
}

sealed class ReadNoticesValidator : AbstractValidator<ReadNotices>
{
    const int MostIds = 500;

    public ReadNoticesValidator() => RuleFor(r => r.Ids).Must(ids => ids is not { Count: > MostIds }).WithMessage(_ => Words.TooManyIds);
}

sealed class ReadNoticesHandler(Db db, CurrentUser user, IMediator mediator, TimeProvider clock) : IRequestHandler<ReadNotices, NoticeCount>
{
    public async Task<NoticeCount> Handle(ReadNotices request, CancellationToken ct)
    {
        var read = new
        {
            user.UserId,
            Now = clock.GetUtcNow().UtcDateTime,
            request.Ids,
            TicketId = request.Ticket,
        };
        var statement =
            request.Ids is not null ? ReadSomeSql
            : request.Ticket is not null ? ReadOfTicketSql
            : ReadAllSql;
        await db.Execute(statement, read, ct);
        return await mediator.Send(new CountNotices(), ct);
    }

    const string ReadSomeSql = "UPDATE Notices SET ReadAt = @Now WHERE UserId = @UserId AND ReadAt IS NULL AND Id IN @Ids";
    const string ReadOfTicketSql = "UPDATE Notices SET ReadAt = @Now WHERE UserId = @UserId AND ReadAt IS NULL AND TicketId = @TicketId";
    const string ReadAllSql = "UPDATE Notices SET ReadAt = @Now WHERE UserId = @UserId AND ReadAt IS NULL";
}
