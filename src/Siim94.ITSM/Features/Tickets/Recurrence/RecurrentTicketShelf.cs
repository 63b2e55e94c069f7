using System.Text.Json;
using FluentValidation;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket that is opened again and again, as somebody enters it.</summary>
public record RecurrentTicketFields : TicketFields
{
    /// <summary>Code of the group that takes it.</summary>
    public string? Group { get; set; }

    /// <summary><c>day</c>, <c>week</c> or <c>month</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>So many units apart; 1 when left blank.</summary>
    public int? Every { get; set; }

    /// <summary>The day of the first one, which says on which day of the week or month the others come.</summary>
    public DateOnly? FirstOn { get; set; }

    /// <summary>None is opened later; no end when left blank.</summary>
    public DateOnly? LastOn { get; set; }

    /// <summary>One that falls on a week-end or a holiday is opened on the next working day.</summary>
    public bool IsOnWorkingDays { get; set; }
}

sealed class RecurrentTicketFieldsValidator : AbstractValidator<RecurrentTicketFields>
{
    const int Most = 366;

    public RecurrentTicketFieldsValidator()
    {
        Include(new TicketFieldsValidator());
        RuleFor(t => t.Group).Line(200);
        RuleFor(t => t.Unit)
            .Must(unit => unit is not null && RecurrenceUnit.All.Contains(unit))
            .WithMessage(_ => Words.RecurrenceUnitUnknown);
        RuleFor(t => t.Every).InclusiveBetween(1, Most).WithMessage(_ => string.Format(Words.RecurrenceOutOfRange, Most));
        RuleFor(t => t.FirstOn).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(t => t.FirstOn)
            .InclusiveBetween(new(2000, 1, 1), new(2100, 12, 31))
            .When(t => t.FirstOn is not null)
            .WithMessage(_ => Words.RecurrenceTooFar);
        RuleFor(t => t.LastOn)
            .GreaterThanOrEqualTo(t => t.FirstOn)
            .When(t => t.LastOn is not null && t.FirstOn is not null)
            .WithMessage(_ => Words.RecurrenceEndsFirst);
    }
}

/// <summary>A ticket that is opened again and again.</summary>
public sealed record RecurrentTicketDetails : RecurrentTicketFields
{
    public long Id { get; init; }

    /// <summary>When the next one is opened; null when the last one is.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Number of the ticket that was opened last.</summary>
    public long? LastTicket { get; init; }

    /// <summary>Why the last one could not be opened, in words; null when it was.</summary>
    public string? Problem { get; init; }

    public long Version { get; init; }
}

/// <summary>A row of RecurrentTickets.</summary>
sealed record RecurrentTicketRow
{
    public long Id { get; init; }
    public string FieldsJson { get; init; } = "";
    public string Unit { get; init; } = "";
    public int Every { get; init; }
    public DateOnly FirstOn { get; init; }
    public DateOnly? LastOn { get; init; }
    public bool IsOnWorkingDays { get; init; }
    public DateOnly? NextOn { get; init; }
    public long? LastTicketId { get; init; }
    public string? Problem { get; init; }
    public long Version { get; init; }

    public Recurrence Recurrence => new(Unit, Every, FirstOn, LastOn, IsOnWorkingDays);

    /// <summary>What each ticket says.</summary>
    public OpenTicket Ticket => JsonSerializer.Deserialize<OpenTicket>(FieldsJson, JsonSerializerOptions.Web)!;

    public RecurrentTicketDetails Details =>
        JsonSerializer.Deserialize<RecurrentTicketDetails>(FieldsJson, JsonSerializerOptions.Web)! with
        {
            Id = Id,
            Unit = Unit,
            Every = Every,
            FirstOn = FirstOn,
            LastOn = LastOn,
            IsOnWorkingDays = IsOnWorkingDays,
            NextOn = NextOn,
            LastTicket = LastTicketId,
            Problem = Problem,
            Version = Version,
        };
}

/// <summary>Tickets that are opened again and again.</summary>
sealed class RecurrentTicketShelf(Db db, TicketResolver resolver, TicketAssignment assignment, TimeProvider clock, Audit audit)
{
    public async Task<IReadOnlyList<RecurrentTicketDetails>> List(CancellationToken ct) =>
        [.. (await db.Query<RecurrentTicketRow>(RecurrentTicketsSql, null, ct)).Select(row => row.Details)];

    const string SelectSql = """
        SELECT r.Id, r.FieldsJson, r.Unit, r.Every, r.FirstOn, r.LastOn, r.IsOnWorkingDays, r.NextOn, r.LastTicketId, r.Problem, r.Version
        FROM RecurrentTickets r
        """;
    const string RecurrentTicketsSql = $"{SelectSql} ORDER BY r.Id";

    /// <exception cref="Refusal">Not there.</exception>
    public async Task<RecurrentTicketRow> Get(long id, CancellationToken ct) =>
        await db.FirstOrDefault<RecurrentTicketRow>(RecurrentTicketSql, new { Id = id }, ct) ?? throw RequestErrors.NotFound();

    const string RecurrentTicketSql = $"{SelectSql} WHERE r.Id = @Id";

    /// <summary>Numbers of those of which one is due.</summary>
    public Task<IReadOnlyList<long>> Due(CancellationToken ct) => db.Query<long>(DueSql, new { Today = Paris.Today(clock) }, ct);

    const string DueSql = "SELECT r.Id FROM RecurrentTickets r WHERE r.NextOn <= @Today ORDER BY r.NextOn, r.Id";

    public async Task<RecurrentTicketDetails> Add(RecurrentTicketFields fields, CancellationToken ct)
    {
        var row = await RowOf(fields, ct);
        var id = await db.Insert(InsertRecurrentTicketSql, row, ct);
        await audit.Record("recurrent-ticket", id, "add", null, row, ct);
        return (await Get(id, ct)).Details;
    }

    const string InsertRecurrentTicketSql = """
        INSERT INTO RecurrentTickets (FieldsJson, Unit, Every, FirstOn, LastOn, IsOnWorkingDays, NextOn, Version)
        VALUES (@FieldsJson, @Unit, @Every, @FirstOn, @LastOn, @IsOnWorkingDays, @NextOn, 1)
        """;

    /// <exception cref="Refusal">Not there, or changed meanwhile.</exception>
    public async Task<RecurrentTicketDetails> Change(long id, long version, RecurrentTicketFields fields, CancellationToken ct)
    {
        var before = await Get(id, ct);
        var row = await RowOf(fields, ct) with { Id = id, Version = version };
        if (await db.Execute(UpdateRecurrentTicketSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("recurrent-ticket", id, "change", before, row, ct);
        return (await Get(id, ct)).Details;
    }

    const string UpdateRecurrentTicketSql = """
        UPDATE RecurrentTickets
        SET FieldsJson = @FieldsJson, Unit = @Unit, Every = @Every, FirstOn = @FirstOn, LastOn = @LastOn,
            IsOnWorkingDays = @IsOnWorkingDays, NextOn = @NextOn, Problem = NULL, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    /// <exception cref="Refusal">Not there, or changed meanwhile.</exception>
    public async Task Delete(long id, long version, CancellationToken ct)
    {
        var before = await Get(id, ct);
        if (await db.Execute(DeleteRecurrentTicketSql, new { Id = id, Version = version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("recurrent-ticket", id, "delete", before, null, ct);
    }

    const string DeleteRecurrentTicketSql = "DELETE FROM RecurrentTickets WHERE Id = @Id AND Version = @Version";

    /// <summary>Goes on to the next day after today: what was missed while nothing ran is made up for by one ticket.</summary>
    /// <returns>False when somebody else has.</returns>
    public async Task<bool> Advance(RecurrentTicketRow row, string? problem, CancellationToken ct)
    {
        var moved = new
        {
            row.Id,
            row.Version,
            NextOn = row.Recurrence.After(Paris.Today(clock)),
            Problem = problem,
        };
        return await db.Execute(AdvanceSql, moved, ct) > 0;
    }

    const string AdvanceSql = """
        UPDATE RecurrentTickets SET NextOn = @NextOn, Problem = @Problem, Version = Version + 1 WHERE Id = @Id AND Version = @Version
        """;

    public Task Opened(long id, long ticket, CancellationToken ct) => db.Execute(OpenedSql, new { Id = id, TicketId = ticket }, ct);

    const string OpenedSql = "UPDATE RecurrentTickets SET LastTicketId = @TicketId WHERE Id = @Id";

    /// <exception cref="Refusal">A code that is unknown, or closed by the first day, naming the field.</exception>
    async Task<RecurrentTicketRow> RowOf(RecurrentTicketFields fields, CancellationToken ct)
    {
        var today = Paris.Today(clock);
        var opened = await resolver.Resolve(fields, null, today, ct);
        if (!string.IsNullOrWhiteSpace(fields.Group))
            await assignment.AtOpening(opened, null, fields.Group, clock.GetUtcNow().UtcDateTime, ct);
        var row = new RecurrentTicketRow
        {
            FieldsJson = JsonSerializer.Serialize(new OpenTicket(fields) { Group = fields.Group }, JsonSerializerOptions.Web),
            Unit = fields.Unit!,
            Every = fields.Every ?? 1,
            FirstOn = fields.FirstOn!.Value,
            LastOn = fields.LastOn,
            IsOnWorkingDays = fields.IsOnWorkingDays,
        };
        return row with { NextOn = row.Recurrence.After(today.AddDays(-1)) };
    }
}
