using System.Text.Json;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Changes the fields of a ticket that are given, and no others: what it says, its agent and group, its observers. With the version that
/// the sender saw, refused where somebody else has changed the same fields since, saying both values; without it, the last one wins.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record PatchTicket : ICommand<TicketDetails>
{
    public long Number { get; init; }

    /// <summary>Version that the sender saw; null when they did not say.</summary>
    public long? Version { get; init; }

    /// <summary>The fields; only those named in <see cref="Given"/> count.</summary>
    public TicketPatchFields Fields { get; init; } = new();

    /// <summary>Names of the fields that are changed: <c>Title</c>.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];
}

sealed class PatchTicketValidator : AbstractValidator<PatchTicket>
{
    static readonly TicketPatchFieldsValidator Whole = new();

    public PatchTicketValidator() =>
        RuleFor(patch => patch)
            .Custom(
                (patch, context) =>
                {
                    foreach (
                        var failure in Whole.Validate(patch.Fields).Errors.Where(failure => patch.Given.Contains(failure.PropertyName))
                    )
                        context.AddFailure(failure);
                }
            );
}

sealed class PatchTicketHandler(
    TicketReader reader,
    TicketResolver resolver,
    TicketWriter writer,
    TicketSteps steps,
    TicketAssignment assignment,
    TicketPeople people,
    ReferentialLookup codes,
    Db db,
    TimeProvider clock
) : IRequestHandler<PatchTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(PatchTicket patch, CancellationToken ct)
    {
        // Whoever else changes another field waits, and then both succeed.
        await people.Hold(patch.Number, ct);
        var before = await reader.RowToChange(patch.Number, ct);
        var all = await codes.Referentials(ct);
        var given = TicketField.All.Concat(TicketField.Hands).Where(field => patch.Given.Contains(field.Name)).ToList();
        var said = await resolver.Resolve(Completed(patch, before, given, all), before, before.OpenedOn, ct);
        var handed = await assignment.Patched(before, patch, clock.GetUtcNow().UtcDateTime, ct);
        var observers = patch.Given.Contains(nameof(TicketPatchFields.Observers))
            ? await people.Named(patch.Fields.Observers ?? [], nameof(TicketPatchFields.Observers), ct)
            : null;
        if (patch.Version is { } seen && seen != before.Version)
        {
            var wanted = said with { AssignedAgentId = handed.AssignedAgentId, AssignedGroupId = handed.AssignedGroupId };
            var conflicts = Conflicts(patch, given, before, wanted, await AsSeen(before, seen, ct), all);
            if (observers is not null && await people.ConflictOfObservers(before.Id, seen, observers, ct) is { } conflict)
                conflicts[nameof(TicketPatchFields.Observers)] = conflict;
            if (conflicts.Count > 0)
                throw TicketErrors.Conflict(conflicts);
        }
        if (!TicketField.All.All(field => field.IsEqual(said, before)))
            await writer.Replace(before, said with { Id = before.Id, Version = before.Version }, ct);
        if (handed != before)
            await Hand(patch, before, ct);
        if (observers is not null)
            await people.SetObservers(patch.Number, observers, clock.GetUtcNow().UtcDateTime, ct);
        return await reader.Get(patch.Number, ct);
    }

    /// <summary>What the ticket says is written by now: the step goes on from there.</summary>
    async Task Hand(PatchTicket patch, TicketRow before, CancellationToken ct)
    {
        if (!TicketStatus.CanBecome(before.Status, TicketStatus.Assigned))
            throw TicketErrors.HandsOfSolved([.. TicketField.Hands.Select(field => field.Name).Where(patch.Given.Contains)], before.Status);
        var (row, at) = await steps.Begin(new AssignTicket { Number = patch.Number }, TicketStatus.Assigned, ct);
        var after = await assignment.Patched(row, patch, at, ct);
        await assignment.HandOver(row, after, await assignment.NameOfHands(after, ct), null, at, ct);
    }

    /// <summary>The whole ticket as it shall be.</summary>
    static TicketPatchFields Completed(PatchTicket patch, TicketRow before, IReadOnlyList<TicketField> given, ReferentialData all)
    {
        var fields = TicketField.FieldsOf(before, all);
        foreach (var field in given)
            field.Copy(patch.Fields, fields);
        // A name that is stated anew is looked up anew.
        if (patch.Given.Contains(nameof(TicketFields.Requester)) && !patch.Given.Contains(nameof(TicketFields.RequesterId)))
            fields.RequesterId = null;
        var saysWho = patch.Given.Contains(nameof(TicketFields.Requester)) || patch.Given.Contains(nameof(TicketFields.RequesterId));
        if (saysWho && fields.RequesterId is null)
            fields.Requester = patch.Fields.Requester ?? "";
        // What is stated to be nothing is: left out, it would stay.
        if (patch.Given.Contains(nameof(TicketFields.Category)))
            fields.Category ??= "";
        // No other member has the site: a ticket that goes to one leaves it.
        fields.Site = patch.Given.Contains(nameof(TicketFields.Site)) ? fields.Site ?? "" : null;
        // A domain that came with the application goes with it.
        if (
            patch.Given.Contains(nameof(TicketFields.Application))
            && !patch.Given.Contains(nameof(TicketFields.Domain))
            && before.ApplicationId is { } application
            && all.Applications[application].DomainId == before.DomainId
        )
            fields.Domain = null;
        return fields;
    }

    /// <summary>The ticket as it was at a version, in what is changed by itself.</summary>
    async Task<TicketRow> AsSeen(TicketRow now, long version, CancellationToken ct)
    {
        if (version > now.Version)
            throw RequestErrors.ChangedMeanwhile();
        var seen = now;
        foreach (var change in await db.Query<ChangeRow>(ChangesSql, new { now.Id }, ct))
        {
            var before = JsonSerializer.Deserialize<TicketRow>(change.BeforeJson, JsonSerializerOptions.Web)!;
            if (before.Version < version)
                break;
            seen =
                change.Action == HandsAt.Action
                    ? seen with
                    {
                        AssignedAgentId = before.AssignedAgentId,
                        AssignedGroupId = before.AssignedGroupId,
                    }
                    : before;
        }
        return seen;
    }

    const string ChangesSql = """
        SELECT a.Action, a.BeforeJson
        FROM AuditEntries a
        WHERE a.Subject = 'ticket' AND a.SubjectId = @Id AND a.Action IN ('change', 'hand')
        ORDER BY a.Id DESC
        """;

    sealed record ChangeRow
    {
        public string Action { get; init; } = "";
        public string BeforeJson { get; init; } = "";
    }

    static Dictionary<string, FieldConflict> Conflicts(
        PatchTicket patch,
        IEnumerable<TicketField> given,
        TicketRow now,
        TicketRow wanted,
        TicketRow seen,
        ReferentialData all
    )
    {
        var theirs = TicketField.FieldsOf(now, all);
        return given
            .Where(field => !field.IsEqual(seen, now) && !field.IsEqual(wanted, now))
            .ToDictionary(field => field.Name, field => new FieldConflict(field.Shown(patch.Fields), field.Shown(theirs)));
    }
}
