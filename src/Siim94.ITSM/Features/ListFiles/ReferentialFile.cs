using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>A referential to take away, as its list shows it.</summary>
static class ReferentialFile
{
    public static ListFile<ReferentialLine> Of(Api api, ListReferential list) =>
        new(
            ReferentialNames.PathOf(list.Referential),
            ReferentialNames.TitleOf(list.Referential),
            _ => Columns,
            after => api.Send(list with { After = after })
        )
        {
            Frozen = 2,
        };

    static IReadOnlyList<ListColumn<ReferentialLine>> Columns =>
        [
            new(Referentials.Words.Code, "code", row => SheetCell.Of(row.Code)),
            new(Referentials.Words.Name, "name", row => SheetCell.Of(row.Name)),
            new(Referentials.Words.Details, "details", row => SheetCell.Of(string.Join(" · ", ReferentialNames.DetailsOf(row)))),
            new(Referentials.Words.Aliases, "aliases", row => SheetCell.Of(string.Join(", ", row.Aliases))),
            new(Referentials.Words.ClosedFrom, "closedOn", row => row.ClosedOn is { } day ? SheetCell.Of(day) : default),
        ];
}
