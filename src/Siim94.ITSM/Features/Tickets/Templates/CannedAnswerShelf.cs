using FluentValidation;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A canned answer, as its owner describes it.</summary>
public record CannedAnswerFields : ShelfFields
{
    /// <summary>The text, in which <c>{{number}}</c>, <c>{{title}}</c> and so on stand for what the ticket says.</summary>
    public string? Text { get; set; }
}

sealed class CannedAnswerFieldsValidator : AbstractValidator<CannedAnswerFields>
{
    public CannedAnswerFieldsValidator()
    {
        Include(new ShelfFieldsValidator());
        RuleFor(a => a.Text).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(20_000);
    }
}

/// <summary>A canned answer.</summary>
public sealed record CannedAnswerDetails : ShelfDetails
{
    public long Id { get; init; }

    /// <inheritdoc cref="CannedAnswerFields.Text"/>
    public string Text { get; init; } = "";
}

/// <summary>The canned answers within the reader's reach.</summary>
sealed class CannedAnswerShelf(TicketShelf shelf, ReferentialLookup codes)
{
    sealed record Content(string Text);

    public async Task<IReadOnlyList<CannedAnswerDetails>> List(CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        return [.. (await shelf.List(ShelfKind.CannedAnswer, ct)).Select(row => Details(row, all))];
    }

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<CannedAnswerDetails> Get(long id, CancellationToken ct) =>
        Details(await shelf.Get(ShelfKind.CannedAnswer, id, ct), await codes.Referentials(ct));

    public async Task<CannedAnswerDetails> Add(CannedAnswerFields fields, CancellationToken ct) =>
        await Get(await shelf.Add(ShelfKind.CannedAnswer, fields, ContentOf(fields), ct), ct);

    public async Task<CannedAnswerDetails> Change(long id, long version, CannedAnswerFields fields, CancellationToken ct)
    {
        await shelf.Change(ShelfKind.CannedAnswer, id, version, fields, ContentOf(fields), ct);
        return await Get(id, ct);
    }

    static Content ContentOf(CannedAnswerFields fields)
    {
        TicketVariables.Check(fields.Text, "Text");
        return new(fields.Text!.Trim());
    }

    CannedAnswerDetails Details(ShelfRow row, ReferentialData all) =>
        new()
        {
            Id = row.Id,
            Name = row.Name,
            Text = row.Content<Content>().Text,
            Visibility = row.Visibility,
            Team = all.Teams.CodeOf(row.TeamId),
            OwnerName = row.OwnerName,
            IsOwn = shelf.IsOwn(row),
            Version = row.Version,
        };
}
