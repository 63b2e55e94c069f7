using FluentValidation;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A view of tickets, as its owner describes it: which ones, in which order, with which columns.</summary>
public record ViewFields : ShelfFields
{
    public TicketFilter Filter { get; set; } = new();

    /// <inheritdoc cref="ListTickets.Sort"/>
    public string? Sort { get; set; }

    /// <summary>Columns shown beside the title, in their order, by the names that sort them; the usual ones when left blank.</summary>
    public IReadOnlyList<string> Columns { get; set; } = [];

    /// <summary>Column whose values are shown one after the other, with a heading each; null for one list.</summary>
    public string? GroupBy { get; set; }
}

sealed class ViewFieldsValidator : AbstractValidator<ViewFields>
{
    public ViewFieldsValidator()
    {
        Include(new ShelfFieldsValidator());
        RuleFor(v => v.Filter).NotNull().WithMessage(_ => CommonWords.FieldMissing).SetValidator(new TicketFilterValidator());
        RuleFor(v => v.Columns)
            .Must(columns => columns is not null && columns.All(TicketSort.Names.Contains) && columns.Distinct().Count() == columns.Count)
            .WithMessage(_ => string.Format(Words.ColumnUnknown, string.Join(", ", TicketSort.Names)));
        RuleFor(v => v.GroupBy)
            .Must(column => string.IsNullOrEmpty(column) || TicketSort.Names.Contains(column))
            .WithMessage(_ => string.Format(Words.ColumnUnknown, string.Join(", ", TicketSort.Names)));
        RuleFor(v => v.Sort)
            .Must((view, _) => TicketSort.Parse(ViewContent.OrderOf(view.GroupBy, view.Sort)) is not null)
            .WithMessage(_ => string.Format(CommonWords.SortUnknown, string.Join(", ", TicketSort.Names)));
    }
}

/// <summary>What a view is, as it is stored.</summary>
sealed record ViewContent(TicketFilter Filter, string? Sort, IReadOnlyList<string> Columns, string? GroupBy)
{
    public static ViewContent Of(ViewFields fields) =>
        new(
            fields.Filter,
            string.IsNullOrWhiteSpace(fields.Sort) ? null : fields.Sort,
            fields.Columns,
            string.IsNullOrEmpty(fields.GroupBy) ? null : fields.GroupBy
        );

    /// <summary>The list's order: what belongs together, and within it the order of the view.</summary>
    public static string? OrderOf(string? groupBy, string? sort)
    {
        if (string.IsNullOrEmpty(groupBy))
            return sort;
        var columns = TicketFilter.Codes(sort);
        return columns.FirstOrDefault()?.TrimStart('-') == groupBy
            ? sort
            : string.Join(',', [groupBy, .. columns.Where(column => column.TrimStart('-') != groupBy)]);
    }
}
