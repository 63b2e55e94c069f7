using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Opens a ticket for a member; with a solution, it is resolved at once, and the time that took is logged. Earlier the same day only for
/// those who work on tickets, earlier still for those who import history, never in the future.
/// </summary>
[Requires(Permission.OpenTickets)]
public sealed record OpenTicket : TicketFields, ICommand<TicketDetails>, ITimeSpent
{
    public OpenTicket() { }

    internal OpenTicket(TicketFields fields)
        : base(fields) { }

    /// <summary>Number or name of the template that it is opened by: it says what is left blank here.</summary>
    [JsonConverter(typeof(NumberOrNameJson))]
    public string? Template { get; set; }

    /// <summary>When it was opened, in Paris time unless it says its offset; now when left blank.</summary>
    public DateTimeOffset? OpenedAt { get; set; }

    /// <summary>Numbers in the directory of those who follow it.</summary>
    public IReadOnlyList<long>? Observers { get; set; }

    /// <summary>Code of the agent who takes it, or <c>me</c>.</summary>
    public string? Assignee { get; set; }

    /// <summary>Code of the group that takes it.</summary>
    public string? Group { get; set; }

    /// <summary>What was done: the ticket is resolved with it, by its sender.</summary>
    public string? Solution { get; set; }

    /// <summary>Time that it took the sender, in the <c>unit</c>.</summary>
    public decimal? Quantity { get; set; }

    /// <inheritdoc cref="TimeSpent.Unit"/>
    public string? Unit { get; set; }

    /// <inheritdoc cref="TimeSpent.Activity"/>
    public string? Activity { get; set; }

    /// <inheritdoc cref="TimeSpent.Activity"/>
    public string? SubActivity { get; set; }

    /// <inheritdoc cref="TimeSpent.Confirm"/>
    public bool Confirm { get; set; }
}

sealed class OpenTicketValidator : AbstractValidator<OpenTicket>
{
    internal const int MostObservers = 50;

    static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public OpenTicketValidator()
    {
        // What a template says is looked at once it has been filled in.
        When(t => string.IsNullOrWhiteSpace(t.Template), () => Include(new TicketFieldsValidator()));
        RuleFor(t => t.Template).Line(200);
        RuleFor(t => t.OpenedAt).GreaterThanOrEqualTo(Earliest).WithMessage(_ => Words.TooLongAgo);
        RuleFor(t => t.Observers).Must(ids => ids is not { Count: > MostObservers }).WithMessage(_ => Words.TooManyObservers);
        RuleFor(t => t.Assignee).Line(200);
        RuleFor(t => t.Group).Line(200);
        RuleFor(t => t.Solution).Paragraphs(20_000);
        Include(new TimeSpentValidator());
        RuleFor(t => t.Solution).NotEmpty().When(t => t.Quantity is not null).WithMessage(_ => Words.SolutionMissing);
    }
}

sealed class OpenTicketHandler(
    TicketResolver resolver,
    TicketReader reader,
    TicketAssignment assignment,
    TicketPeople people,
    TicketTemplateShelf templates,
    TicketTime time,
    ReferentialLookup codes,
    Db db,
    CurrentUser user,
    TimeProvider clock,
    FactChanges changes
) : IRequestHandler<OpenTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(OpenTicket request, CancellationToken ct)
    {
        if (TicketSteps.TextOf(request.Template) is { } template)
            request = await templates.Filled(request, template, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var openedAt = resolver.OpenedAt(request.OpenedAt?.UtcDateTime, now);
        var opened = await resolver.Resolve(request, null, Paris.DayOf(openedAt), ct) with
        {
            Status = TicketStatus.New,
            OpenedAt = openedAt,
            OpenedOn = Paris.DayOf(openedAt),
            CreatedByUserId = user.AuthorId,
        };
        RefuseStaffFields(request);
        List<TicketMove> moves = [new(opened, TicketEventKind.Open, null, openedAt)];
        if (request is { Assignee.Length: > 0 } or { Group.Length: > 0 })
            moves.Add(await assignment.AtOpening(opened, request.Assignee, request.Group, openedAt, ct));
        if (TicketSteps.TextOf(request.Solution) is { } solution)
            moves.AddRange(await Resolve(moves[^1].After, solution, now, ct));

        var row = moves[^1].After;
        var number = (
            await changes.Write(
                TicketRollUp.RollUp,
                [],
                row.EventDays,
                async () => [await db.Insert(InsertTicketSql, row, ct)],
                ct,
                _ => nameof(request.OpenedAt)
            )
        )[0];
        await TicketWords.AddOwn(db, row with { Id = number }, ct);
        await Record(number, moves, ct);
        await people.AddObservers(number, request.Observers ?? [], nameof(request.Observers), now, ct);
        await time.Log(number, request, ct, row.AssignedAgentId);
        return await reader.Opened(number, ct);
    }

    /// <summary>Who works on it and what was done is for those who do.</summary>
    void RefuseStaffFields(OpenTicket request)
    {
        if (
            !user.Can(Permission.WorkOnTickets)
            && (request is { Assignee.Length: > 0 } or { Group.Length: > 0 } or { Solution.Length: > 0 } || request.Quantity is not null)
        )
            throw TicketErrors.StaffOnly();
    }

    /// <summary>Taken by the sender when nobody has it, and resolved.</summary>
    async Task<IReadOnlyList<TicketMove>> Resolve(TicketRow row, string solution, DateTime at, CancellationToken ct)
    {
        List<TicketMove> moves = [];
        if (row.AssignedAgentId is null && user.AgentId is { } own)
        {
            var agent = (await codes.Referentials(ct)).Agents[own];
            moves.Add(new(await assignment.Taken(row, agent, at, ct), TicketEventKind.TakeCharge, agent.Name, at));
        }
        moves.Add(new((moves.Count > 0 ? moves[0].After : row).Resolved(solution, at), TicketEventKind.Resolve, solution, at));
        return moves;
    }

    async Task Record(long number, IReadOnlyList<TicketMove> moves, CancellationToken ct)
    {
        string? from = null;
        foreach (var move in moves)
        {
            await TicketEvents.Add(
                db,
                new()
                {
                    TicketId = number,
                    At = move.At,
                    UserId = user.AuthorId,
                    Kind = move.Kind,
                    FromStatus = from,
                    ToStatus = move.After.Status,
                    Text = move.Text,
                },
                ct
            );
            from = move.After.Status;
        }
    }

    const string InsertTicketSql = """
        INSERT INTO Tickets (Title, Description, MemberId, RequesterName, RequesterUserId, RequesterPersonId, Channel, Type, Urgency,
            Impact, Priority, Status, ApplicationId, DomainId, CategoryId, SiteId, AssignedAgentId, AssignedTeamId, AssignedGroupId,
            SupportLevel, OpenedAt, OpenedOn, TakenInChargeAt, TakenInChargeOn, ResolvedAt, ResolvedOn, Solution, CreatedByUserId,
            UpdatedAt, UpdatedInSightAt, Version)
        VALUES (@Title, @Description, @MemberId, @RequesterName, @RequesterUserId, @RequesterPersonId, @Channel, @Type, @Urgency,
            @Impact, @Priority, @Status, @ApplicationId, @DomainId, @CategoryId, @SiteId, @AssignedAgentId, @AssignedTeamId,
            @AssignedGroupId, @SupportLevel, @OpenedAt, @OpenedOn, @TakenInChargeAt, @TakenInChargeOn, @ResolvedAt, @ResolvedOn, @Solution,
            @CreatedByUserId, @OpenedAt, @OpenedAt, 1)
        """;
}
