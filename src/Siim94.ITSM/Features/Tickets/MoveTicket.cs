using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Reports;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What every step of a ticket's life carries.</summary>
public abstract record TicketStep : ICommand<TicketDetails>
{
    [JsonIgnore] public long Number { get; set; }

    /// <summary>Version that the sender saw; null when they did not say.</summary>
    [JsonIgnore] public long? Version { get; set; }

    /// <summary>When it happened, for those who import history; now when left blank.</summary>
    [JsonIgnore] public DateTime? At { get; set; }
}

/// <summary>Takes a ticket in charge, for oneself or for a colleague named. Refused once it is resolved.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record TakeTicketInCharge : TicketStep
{
    /// <summary>Code of the agent; one's own when left blank.</summary>
    public string? Agent { get; set; }
}

sealed class TakeTicketInChargeValidator : AbstractValidator<TakeTicketInCharge>
{
    public TakeTicketInChargeValidator() => RuleFor(t => t.Agent).Line(200);
}

sealed class TakeTicketInChargeHandler(TicketLife life, Codes codes, CurrentUser user) : IRequestHandler<TakeTicketInCharge, TicketDetails>
{
    public async Task<TicketDetails> Handle(TakeTicketInCharge step, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var (row, at) = await life.Begin(step, TicketStatus.Assigned, ct);
        var day = Paris.DayOf(at);
        var agent = codes.Find(all.Agents, "Agent", step.Agent, day) ?? (user.AgentId is { } own ? all.Agents[own] : throw TicketErrors.AgentMissing());
        return await life.End(row, row with
        {
            Status = TicketStatus.Assigned,
            AssignedAgentId = agent.Id,
            AssignedTeamId = agent.PostingOn(day)?.TeamId,
            TakenInChargeAt = row.TakenInChargeAt ?? at,
            TakenInChargeOn = row.TakenInChargeOn ?? day,
        }, "take-charge", agent.Name, at, ct);
    }
}

/// <summary>Puts a ticket on hold. Refused once it is resolved.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record HoldTicket : TicketStep
{
    /// <summary>What is waited for.</summary>
    public string? Reason { get; set; }
}

sealed class HoldTicketValidator : AbstractValidator<HoldTicket>
{
    public HoldTicketValidator() => RuleFor(h => h.Reason).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Paragraphs(4000);
}

sealed class HoldTicketHandler(TicketLife life) : IRequestHandler<HoldTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(HoldTicket step, CancellationToken ct)
    {
        var (row, at) = await life.Begin(step, TicketStatus.Pending, ct);
        return await life.End(row, row with { Status = TicketStatus.Pending }, "hold", step.Reason!.Trim(), at, ct);
    }
}

/// <summary>Resolves a ticket. Refused when it is already.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ResolveTicket : TicketStep
{
    public string? Solution { get; set; }
}

sealed class ResolveTicketValidator : AbstractValidator<ResolveTicket>
{
    public ResolveTicketValidator() => RuleFor(r => r.Solution).NotEmpty().WithMessage(_ => Words.SolutionMissing).Paragraphs(20_000);
}

sealed class ResolveTicketHandler(TicketLife life) : IRequestHandler<ResolveTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(ResolveTicket step, CancellationToken ct)
    {
        var (row, at) = await life.Begin(step, TicketStatus.Resolved, ct);
        return await life.End(row, row with
        {
            Status = TicketStatus.Resolved,
            Solution = step.Solution!.Trim(),
            ResolvedAt = at,
            ResolvedOn = Paris.DayOf(at),
        }, "resolve", step.Solution.Trim(), at, ct);
    }
}

/// <summary>Closes a ticket. People of a member close what is resolved for them; staff may close any.</summary>
[Requires(Permission.OpenTickets)]
public sealed record CloseTicket : TicketStep;

sealed class CloseTicketHandler(TicketLife life, CurrentUser user) : IRequestHandler<CloseTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(CloseTicket step, CancellationToken ct)
    {
        var (row, at) = await life.Begin(step, TicketStatus.Closed, ct);
        if (row.Status != TicketStatus.Resolved && !user.Can(Permission.WorkOnTickets)) throw TicketErrors.NotYourTeam();
        return await life.End(row, row with
        {
            Status = TicketStatus.Closed,
            ResolvedAt = row.ResolvedAt ?? at,
            ResolvedOn = row.ResolvedOn ?? Paris.DayOf(at),
            ClosedAt = at,
            ClosedOn = Paris.DayOf(at),
        }, "close", null, at, ct);
    }
}

/// <summary>Opens a resolved or closed ticket again.</summary>
[Requires(Permission.OpenTickets)]
public sealed record ReopenTicket : TicketStep
{
    /// <summary>What is still wrong.</summary>
    public string? Reason { get; set; }
}

sealed class ReopenTicketValidator : AbstractValidator<ReopenTicket>
{
    public ReopenTicketValidator() => RuleFor(r => r.Reason).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Paragraphs(4000);
}

sealed class ReopenTicketHandler(TicketLife life) : IRequestHandler<ReopenTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(ReopenTicket step, CancellationToken ct)
    {
        var (row, at) = await life.Begin(step, TicketStatus.New, ct);
        return await life.End(row, row with
        {
            Status = row.AssignedAgentId is null ? TicketStatus.New : TicketStatus.Assigned,
            ResolvedAt = null,
            ResolvedOn = null,
            ClosedAt = null,
            ClosedOn = null,
        }, "reopen", step.Reason!.Trim(), at, ct);
    }
}

/// <summary>Moves a ticket from one state to the next: reach, rule, version, trace and marks.</summary>
sealed class TicketLife(Db db, TicketReader reader, CurrentUser user, TimeProvider clock, DirtyDays dirtyDays)
{
    /// <exception cref="Refusal">Not within reach, not possible from its state, or changed meanwhile.</exception>
    public async Task<(TicketRow Row, DateTime At)> Begin(TicketStep step, string next, CancellationToken ct)
    {
        var row = await reader.Row(step.Number, ct);
        if (step.Version is { } version && version != row.Version) throw RequestErrors.ChangedMeanwhile();
        if (!TicketStatus.CanBecome(row.Status, next)) throw TicketErrors.CannotBecome(row.Status, next);
        return (row, step.At ?? clock.GetUtcNow().UtcDateTime);
    }

    public async Task<TicketDetails> End(TicketRow before, TicketRow after, string kind, string? text, DateTime at, CancellationToken ct)
    {
        if (await db.Execute(UpdateStateSql, after, ct) == 0) throw RequestErrors.ChangedMeanwhile();
        await db.Execute(TicketEvents.InsertEventSql, new { TicketId = before.Id, At = at, UserId = user.AuthorId, Kind = kind, FromStatus = before.Status, ToStatus = after.Status, Text = text, IsPrivate = false }, ct);
        await dirtyDays.Mark(Fact.Tickets, [.. before.EventDays, .. after.EventDays], ct);
        return await reader.Get(before.Id, ct);
    }

    const string UpdateStateSql = """
        UPDATE Tickets
        SET Status = @Status, AssignedAgentId = @AssignedAgentId, AssignedTeamId = @AssignedTeamId, TakenInChargeAt = @TakenInChargeAt, TakenInChargeOn = @TakenInChargeOn,
            ResolvedAt = @ResolvedAt, ResolvedOn = @ResolvedOn, ClosedAt = @ClosedAt, ClosedOn = @ClosedOn, Solution = @Solution, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
