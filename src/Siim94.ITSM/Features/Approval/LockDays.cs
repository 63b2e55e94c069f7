using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Locks days up to one of them, of a team or of everybody: once the grace is over, managers alone write into them. The lock of an earlier
/// day holds until then; that of a later or the same one ends, which opens what is between.
/// </summary>
[Requires(Permission.ClosePeriods)]
public sealed record LockDays : ICommand<DayLockDetails>
{
    /// <summary>Code of the team; blank locks the days of everybody.</summary>
    public string? Team { get; set; }

    /// <summary>The last day that is locked.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Days after that one during which its time is still written; it goes to the list of late entries.</summary>
    public int Grace { get; set; }
}

sealed class LockDaysValidator : AbstractValidator<LockDays>
{
    const int LongestGraceDays = 60;

    public LockDaysValidator()
    {
        RuleFor(l => l.Team).Line(200);
        RuleFor(l => l.Until)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => CommonWords.DayMissing)
            .InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2100, 12, 31))
            .WithMessage(_ => CommonWords.DayOutOfCalendar);
        RuleFor(l => l.Grace)
            .InclusiveBetween(0, LongestGraceDays)
            .WithMessage(_ => string.Format(Words.GraceOutOfRange, LongestGraceDays));
    }
}

sealed class LockDaysHandler(
    Db db,
    ReferentialLookup codes,
    DayLocks dayLocks,
    CurrentUser user,
    TimeProvider clock,
    FactLocks locks,
    Audit audit
) : IRequestHandler<LockDays, DayLockDetails>
{
    public async Task<DayLockDetails> Handle(LockDays request, CancellationToken ct)
    {
        var team = codes.Find((await codes.Referentials(ct)).Teams, "Team", request.Team, null);
        // Whoever writes has committed by now, or will be refused.
        await locks.TakeEveryMonth(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var isInGrace = request.Until!.Value.AddDays(request.Grace) >= Paris.DayOf(now);
        var before = (await dayLocks.InForce(ct)).Where(one => one.Team == team?.Code);
        var ended = before.Where(one => !isInGrace || one.Until >= request.Until).MaxBy(one => one.Until);
        await db.Execute(
            EndOthersSql,
            new
            {
                TeamId = team?.Id,
                From = isInGrace ? request.Until.Value : DateOnly.MinValue,
                EndedAt = now,
            },
            ct
        );
        var id = await db.Insert(
            InsertLockSql,
            new
            {
                TeamId = team?.Id,
                LastOn = request.Until.Value,
                GraceDays = request.Grace,
                LockedAt = now,
                LockedByUserId = user.AuthorId,
            },
            ct
        );
        var after = await dayLocks.Get(id, ct);
        await audit.Record("day-lock", id, "add", ended, after, ct);
        return after;
    }

    /// <summary>Those that one in force hides, too: they would hold again without it.</summary>
    const string EndOthersSql = """
        UPDATE DayLocks
        SET EndedAt = @EndedAt
        WHERE EndedAt IS NULL AND LastOn >= @From AND COALESCE(TeamId, 0) = COALESCE(@TeamId, 0)
        """;

    const string InsertLockSql = """
        INSERT INTO DayLocks (TeamId, LastOn, GraceDays, LockedAt, LockedByUserId)
        VALUES (@TeamId, @LastOn, @GraceDays, @LockedAt, @LockedByUserId)
        """;
}
