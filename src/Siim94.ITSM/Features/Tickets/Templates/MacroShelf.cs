using FluentValidation;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A macro, as its owner describes it: several changes and a message in one press.</summary>
public record MacroFields : ShelfFields
{
    public TicketChanges Changes { get; set; } = new();
}

sealed class MacroFieldsValidator : AbstractValidator<MacroFields>
{
    public MacroFieldsValidator()
    {
        Include(new ShelfFieldsValidator());
        RuleFor(m => m.Changes).NotNull().WithMessage(_ => CommonWords.FieldMissing).SetValidator(new TicketChangesValidator());
    }
}

/// <summary>A macro.</summary>
public sealed record MacroDetails : ShelfDetails
{
    public long Id { get; init; }
    public TicketChanges Changes { get; init; } = new();
}

/// <summary>The macros within the reader's reach.</summary>
sealed class MacroShelf(TicketShelf shelf, TicketChanger changer, ReferentialLookup codes)
{
    public async Task<IReadOnlyList<MacroDetails>> List(CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        return [.. (await shelf.List(ShelfKind.Macro, ct)).Select(row => Details(row, all))];
    }

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<MacroDetails> Get(long id, CancellationToken ct) =>
        Details(await shelf.Get(ShelfKind.Macro, id, ct), await codes.Referentials(ct));

    public async Task<MacroDetails> Add(MacroFields fields, CancellationToken ct)
    {
        await changer.Check(fields.Changes, "Changes.", ct);
        return await Get(await shelf.Add(ShelfKind.Macro, fields, fields.Changes, ct), ct);
    }

    public async Task<MacroDetails> Change(long id, long version, MacroFields fields, CancellationToken ct)
    {
        await changer.Check(fields.Changes, "Changes.", ct);
        await shelf.Change(ShelfKind.Macro, id, version, fields, fields.Changes, ct);
        return await Get(id, ct);
    }

    MacroDetails Details(ShelfRow row, ReferentialData all) =>
        new()
        {
            Id = row.Id,
            Name = row.Name,
            Changes = row.Content<TicketChanges>(),
            Visibility = row.Visibility,
            Team = all.Teams.CodeOf(row.TeamId),
            OwnerName = row.OwnerName,
            IsOwn = shelf.IsOwn(row),
            Version = row.Version,
        };
}
