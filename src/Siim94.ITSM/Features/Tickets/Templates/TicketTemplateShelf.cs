using System.Reflection;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A template of tickets, as its owner describes it.</summary>
public record TicketTemplateFields : ShelfFields
{
    /// <summary>What a ticket opened by it says unless whoever opens it says otherwise.</summary>
    public TicketFields Fields { get; set; } = new();

    /// <summary>Names of fields without which no ticket is opened by it.</summary>
    public IReadOnlyList<string> Mandatory { get; set; } = [];
}

sealed class TicketTemplateFieldsValidator : AbstractValidator<TicketTemplateFields>
{
    public TicketTemplateFieldsValidator()
    {
        Include(new ShelfFieldsValidator());
        RuleFor(t => t.Fields)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .Custom(
                (fields, template) =>
                {
                    foreach (var fault in TicketTemplateShelf.FaultsOf(fields))
                        template.AddFailure($"{nameof(TicketTemplateFields.Fields)}.{fault.PropertyName}", fault.ErrorMessage);
                }
            );
        RuleFor(t => t.Mandatory)
            .Must(names => names is not null && names.All(name => name is not null && TicketTemplateShelf.FieldNames.Contains(name)))
            .WithMessage(_ => string.Format(Words.FieldUnknown, string.Join(", ", TicketTemplateShelf.FieldNames)));
    }
}

/// <summary>A template of tickets.</summary>
public sealed record TicketTemplateDetails : ShelfDetails
{
    public long Id { get; init; }

    /// <inheritdoc cref="TicketTemplateFields.Fields"/>
    public TicketFields Fields { get; init; } = new();

    /// <inheritdoc cref="TicketTemplateFields.Mandatory"/>
    public IReadOnlyList<string> Mandatory { get; init; } = [];
}

/// <summary>The templates of tickets within the reader's reach.</summary>
sealed class TicketTemplateShelf(TicketShelf shelf, ReferentialLookup codes, PersonStore people)
{
    sealed record Content(TicketFields Fields, IReadOnlyList<string> Mandatory);

    // A field that tickets gain is one of templates too.
    static readonly Dictionary<string, PropertyInfo> Fields = typeof(TicketFields)
        .GetProperties()
        .Where(field => field is { CanRead: true, CanWrite: true })
        .ToDictionary(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name));

    public static IReadOnlyCollection<string> FieldNames => Fields.Keys;

    public async Task<IReadOnlyList<TicketTemplateDetails>> List(CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        return [.. (await shelf.List(ShelfKind.Template, ct)).Select(row => Details(row, all))];
    }

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<TicketTemplateDetails> Get(long id, CancellationToken ct) =>
        Details(await shelf.Get(ShelfKind.Template, id, ct), await codes.Referentials(ct));

    /// <summary>What no ticket could be opened with; what a template leaves blank is for whoever opens one.</summary>
    public static IEnumerable<ValidationFailure> FaultsOf(TicketFields? fields) =>
        fields is null ? [] : new TicketFieldsValidator().Validate(fields).Errors.Where(fault => !IsBlank(fault.AttemptedValue));

    public async Task<TicketTemplateDetails> Add(TicketTemplateFields fields, CancellationToken ct)
    {
        await CheckCodes(fields.Fields, ct);
        return await Get(await shelf.Add(ShelfKind.Template, fields, new Content(fields.Fields, fields.Mandatory), ct), ct);
    }

    async Task CheckCodes(TicketFields fields, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        codes.Find(all.Members, "Fields.Member", fields.Member, null);
        codes.Find(all.Applications, "Fields.Application", fields.Application, null);
        codes.Find(all.Domains, "Fields.Domain", fields.Domain, null);
        codes.Find(all.Categories, "Fields.Category", fields.Category, null);
        codes.Find(all.Sites, "Fields.Site", fields.Site, null);
    }

    public async Task<TicketTemplateDetails> Change(long id, long version, TicketTemplateFields fields, CancellationToken ct)
    {
        await CheckCodes(fields.Fields, ct);
        await shelf.Change(ShelfKind.Template, id, version, fields, new Content(fields.Fields, fields.Mandatory), ct);
        return await Get(id, ct);
    }

    /// <summary>A ticket that is about to be opened, with what its template says where it says nothing itself.</summary>
    /// <exception cref="Refusal">No such template, a field that it asks for is still blank, or does not hold what it may.</exception>
    public async Task<OpenTicket> Filled(OpenTicket ticket, string named, CancellationToken ct)
    {
        var template = Named(named, await shelf.List(ShelfKind.Template, ct));
        var (content, filled) = (template.Content<Content>(), ticket with { });
        foreach (var field in Fields.Values.Where(field => IsBlank(field.GetValue(filled))))
            field.SetValue(filled, field.GetValue(content.Fields));
        var requester = filled.RequesterId is { } id ? await people.Named(nameof(TicketFields.RequesterId), id, ct) : null;
        var missing = content.Mandatory.Select(name => Fields[name]).Where(field => IsMissing(field, filled, requester));
        var errors = missing.ToDictionary(field => field.Name, _ => (string[])[CommonWords.FieldMissing]);
        foreach (var failure in new TicketFieldsValidator().Validate(filled).Errors)
            errors.TryAdd(failure.PropertyName, [failure.ErrorMessage]);
        return errors.Count == 0 ? filled : throw RequestErrors.Invalid(errors);
    }

    /// <summary>The one of that number; else of that name, one's own before those that are shared.</summary>
    ShelfRow Named(string text, IReadOnlyList<ShelfRow> templates)
    {
        var template = templates.FirstOrDefault(row => $"{row.Id}" == text)
            ?? templates.Where(row => Folding.Fold(row.Name) == Folding.Fold(text)).OrderByDescending(shelf.IsOwn).FirstOrDefault();
        if (template is not null)
            return template;
        var near = Nearest.To(text, templates, row => [row.Name]).Select(row => row.Name).Distinct().ToList();
        throw Refusal.Field(
            nameof(OpenTicket.Template),
            "ticket.template-unknown",
            near.Count == 0 ? Words.TemplateUnknown : string.Format(Words.TemplateUnknownNear, text, string.Join(", ", near))
        );
    }

    // Somebody of the directory has a name.
    // Name, member and site are those of whoever asks.
    static bool IsMissing(PropertyInfo field, TicketFields ticket, PersonRow? requester) =>
        IsBlank(field.GetValue(ticket))
        && field.Name switch
        {
            nameof(TicketFields.Requester) or nameof(TicketFields.Member) => requester is null,
            nameof(TicketFields.Site) => requester?.SiteId is null,
            _ => true,
        };

    /// <summary>Puts what a template says into a form.</summary>
    public static void Fill(TicketFields form, TicketFields template)
    {
        foreach (var field in Fields.Values.Where(field => !IsBlank(field.GetValue(template))))
            field.SetValue(form, field.GetValue(template));
    }

    static bool IsBlank(object? value) => value is null or "" || (value is string text && string.IsNullOrWhiteSpace(text));

    TicketTemplateDetails Details(ShelfRow row, ReferentialData all)
    {
        var content = row.Content<Content>();
        return new()
        {
            Id = row.Id,
            Name = row.Name,
            Fields = content.Fields,
            Mandatory = content.Mandatory,
            Visibility = row.Visibility,
            Team = all.Teams.CodeOf(row.TeamId),
            OwnerName = row.OwnerName,
            IsOwn = shelf.IsOwn(row),
            Version = row.Version,
        };
    }
}
